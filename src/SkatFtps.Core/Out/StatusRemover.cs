using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ftp;
using SkatFtps.Ledger;
using SkatFtps.Out;
using SkatFtps.Status;

namespace SkatFtps;

/// <summary>
/// Removes from /out the status files that somebody has read, and no other: each is proved to be the one that was read, by its name, size
/// and time or by its content, before it goes.
/// </summary>
public sealed class StatusRemover
{
    // Told of all of them together.
    private const string NotComparedYet = "";

    private const string Changed = "is not in /out any more as it was listed, so it is not removed.";

    private const string Written = "came in another length than was listed and may be written still; it stays until a later run finds it"
        + " unchanged.";

    private const string NotRead = "stays: what it holds now nobody has read. Get-SkatStatus -New shows it.";

    private readonly GatewaySession _session;
    private readonly SubmissionLedger _ledger;
    private readonly Comparisons _comparisons = new();
    private readonly FreshLook _look = new();

    private StatusRemover(GatewaySession session, SubmissionLedger ledger)
    {
        _session = session;
        _ledger = ledger;
    }

    /// <summary>
    /// What may be removed, once it is proved the same: the status files whose names the ledger knows, and which were written out.
    /// </summary>
    public IReadOnlyList<OutFile> Candidates { get; private set; } = [];

    /// <summary>How many others there are: never fetched, or never written out.</summary>
    public int Unread { get; private set; }

    /// <summary>What is to be said of those that were not compared, because a run compares so many at most; null when nothing.</summary>
    public string? NotCompared => _comparisons.Tell("stay; run it again");

    /// <summary>Lists /out, which is recorded and never delayed.</summary>
    /// <exception cref="GatewayException">LedgerRequired.</exception>
    public static async Task<StatusRemover> LookAsync(GatewaySession session, IProtocolLog log, CancellationToken stop)
    {
        SubmissionLedger ledger = session.Ledger ?? throw GatewaySession.LedgerRequired("nothing tells which statuses were read");
        var remover = new StatusRemover(session, ledger);
        var collector = new StatusCollector(session, log);
        await ledger.Activity.TryBeginListingAsync(session.ListingInterval, true, stop).ConfigureAwait(false);
        OutListing listed = await session.ListAsync(log, stop).ConfigureAwait(false);
        bool IsStatusFile(string name) => StatusFileName.IsOne(name, session.Services);
        KnownFiles known = await collector.FindAsync(listed, IsStatusFile, stop).ConfigureAwait(false);
        HashSet<string> shifted = await ZoneShifts.SettleAsync(
            known, ledger.Sightings, remover._comparisons, file => IsReadAsync(collector, file, stop), stop).ConfigureAwait(false);
        if (shifted.Count > 0)
        {
            known = await collector.FindAsync(listed, IsStatusFile, stop).ConfigureAwait(false);
        }

        remover.Candidates = known.HandedOut;
        remover.Unread = known.NotHandedOut;
        return remover;
    }

    /// <summary>Removes one of the candidates.</summary>
    /// <param name="file">As listed.</param>
    /// <param name="log">Receives the dialogue.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>False when it stays, which the log says, except of those that were not compared.</returns>
    public async Task<bool> RemoveAsync(OutFile file, IProtocolLog log, CancellationToken stop)
    {
        KnownNames names = await _ledger.Sightings.FindStatusesAsync([file.Name], stop).ConfigureAwait(false);
        if (names.Find(file.Name) is not { } known || !known.Contents.All(one => one.IsHandedOut))
        {
            return false;
        }

        var collector = new StatusCollector(_session, log);
        DateTimeOffset shownAt = names.Now - (_session.Clock.Uptime - file.ShownAt);
        string? stays = KnownFile.Judge(file.Listed, known, shownAt, collector.MayAnswerAgain(file.Name)) == Knowledge.Proved
            ? Unless(await _look.IsProvedStillAsync(_session, file, log, stop).ConfigureAwait(false), Changed)
            : _comparisons.TryTake() ? await CompareAsync(collector, file, known, shownAt, log, stop).ConfigureAwait(false)
            : NotComparedYet;
        if (stays is null)
        {
            await _session.RemoveAsync(file, log, stop).ConfigureAwait(false);
        }
        else if (stays.Length > 0)
        {
            log.Write(ProtocolLogKind.Warning, $"'{file}' {stays}");
        }

        return stays is null;
    }

    // Why it stays; null when it is the one that was read.
    private async Task<string?> CompareAsync(
        StatusCollector collector, OutFile file, KnownName known, DateTimeOffset shownAt, IProtocolLog log, CancellationToken stop)
    {
        if (await SameFile.AskAsync(_session, file, known, log, stop).ConfigureAwait(false) is { } same)
        {
            return Unless(KnownFile.IsSettled(file.Listed, known, same.Sha256, same.Length, shownAt), Written);
        }

        TimeSpan begunAt = _session.Clock.Uptime;
        FetchedStatus fetched = await collector.FetchAsync(file, stop).ConfigureAwait(false);
        return !fetched.IsKnown ? NotRead
            : !KnownFile.IsSettled(file.Listed, known, fetched.Sha256, fetched.Length, shownAt) ? Written
            : Unless(await _look.IsFetchedStillAsync(_session, file, begunAt, log, stop).ConfigureAwait(false), Changed);
    }

    private static async Task<bool> IsReadAsync(StatusCollector collector, OutFile file, CancellationToken stop)
    {
        try
        {
            return (await collector.FetchAsync(file, stop).ConfigureAwait(false)).IsKnown;
        }
        catch (StatusFileException)
        {
            // It is no status that was read; whoever collects statuses is told why.
            return false;
        }
    }

    private static string? Unless(bool holds, string otherwise) => holds ? null : otherwise;
}
