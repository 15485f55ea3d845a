using System;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ledger;

namespace SkatFtps.Proof.Explorer;

/// <summary>One process that sends the file, step by step as the product does, over the real ledger.</summary>
/// <param name="world">Where it lives.</param>
/// <param name="machine">Its machine's name and id: two senders cannot see each other's processes.</param>
internal sealed class Sender(World world, string machine)
{
    private readonly World _world = world;
    private SubmissionLedger? _ledger;
    private Reservation? _held;
    private int _begunAt;

    public string Machine { get; } = machine;

    public Place Place { get; private set; } = Place.Dead;

    /// <summary>How long ago sending began, in ticks of the world's clock; what the last question before STOR is judged by.</summary>
    public int BegunAgo => Place == Place.Sending ? _world.Ticks - _begunAt : 0;

    public async Task StartAsync()
    {
        _ledger = await _world.OpenAsync(Machine);
        Place = Place.Idle;
    }

    /// <summary>Killed: nothing is written any more, and its process is seen to be gone on its own machine.</summary>
    public void Crash()
    {
        _world.Bury(Machine);
        _ledger = null;
        _held = null;
        Place = Place.Dead;
    }

    public async Task ReserveAsync()
    {
        try
        {
            _held = await _ledger!.TryReserveAsync(
                "Udlaan", World.FileName, ContentMark.OfWhole(10, "AA"), false, false, CancellationToken.None);
            Place = Place.Reserved;
        }
        catch (LedgerException e) when (e.ErrorId is "FileNameAlreadySent" or "ContentAlreadySent")
        {
        }
    }

    public async Task BeginAsync()
    {
        try
        {
            await _ledger!.BeginSendingAsync(_held!, CancellationToken.None);
            _begunAt = _world.Ticks;
            Place = Place.Sending;
        }
        catch (LedgerException e) when (e.ErrorId is "LedgerOwnershipLost" or "ContentAlreadySent")
        {
            GiveUp();
        }
    }

    public Task RenewAsync() => _ledger!.RenewAsync(CancellationToken.None);

    /// <summary>The last question, and then STOR, with nothing between the two.</summary>
    /// <param name="becomes">What the network and the gateway make of it.</param>
    public async Task StorAsync(Place becomes)
    {
        try
        {
            _ledger!.VerifyAwake(_held!);
        }
        catch (LedgerException e) when (e.ErrorId == "LedgerLeaseOverslept")
        {
            await EndAsync(SubmissionState.Withdrawn);
            return;
        }

        _world.Stor(Machine, arrives: becomes == Place.Arrived);
        Place = becomes;
    }

    /// <summary>Tells the ledger what is known.</summary>
    public async Task EndAsync(SubmissionState to)
    {
        _ = to switch
        {
            SubmissionState.Sent => await _ledger!.SentAsync(_held!, null, CancellationToken.None),
            SubmissionState.Withdrawn => await _ledger!.WithdrawnAsync(_held!, "refused", CancellationToken.None),
            SubmissionState.InDoubt => await _ledger!.InDoubtAsync(_held!, "the reply was lost", new UploadFacts(), CancellationToken.None),
            _ => throw new ArgumentOutOfRangeException(nameof(to)),
        };
        GiveUp();
    }

    private void GiveUp()
    {
        _held = null;
        Place = Place.Idle;
    }
}
