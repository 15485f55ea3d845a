using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ledger.Rows;
using SkatFtps.Ledger.Sql;

namespace SkatFtps.Ledger;

/// <summary>
/// What one account sent to one gateway and what came back, shared by every process of the account. A name is held here, on disk,
/// before the network hears of it. Safe for concurrent callers.
/// </summary>
public sealed class SubmissionLedger : IDisposable
{
    private readonly LedgerConnection _connection;
    private readonly LedgerDatabase _database;
    private readonly LedgerOptions _options;
    private readonly OwnerRows _owners;
    private readonly SubmissionRows _rows;
    private readonly KeptEnds _ends;
    private readonly List<string> _warnings = [];
    private readonly LedgerHeart _heart;
    private readonly object _closing = new();
    private LedgerMemory? _memory;
    private bool _remembered;
    private bool _accepting;
    private bool _closed;

    private SubmissionLedger(LedgerDatabase database, string gatewayHost, string userName, LedgerOwner owner, LedgerOptions options)
    {
        _database = database;
        _options = options;
        GatewayHost = gatewayHost;
        UserName = userName;
        _rows = new SubmissionRows(owner);
        _ends = new KeptEnds(_rows, id => _heart!.Release(id));
        _connection = new LedgerConnection(database, options, _ends);
        _owners = new OwnerRows(owner, options.Lease, _rows, id => _heart!.IsHeld(id));
        _accepting = options.AcceptRestored;
        _heart = new LedgerHeart(BeatAsync, options.Heartbeat, database.OwnsConnections);
        Submissions = new LedgerSubmissions(_connection, _rows, SweepAsync);
        Statuses = new LedgerStatuses(_connection, _rows);
        Responses = new LedgerResponses(_connection);
        Sightings = new LedgerSightings(_connection);
        Activity = new LedgerActivity(_connection, owner);
        Servers = new LedgerServers(_connection);
        Archive = new LedgerArchive(_connection, database.Dialect, gatewayHost, userName);
    }

    public string GatewayHost { get; }

    public string UserName { get; }

    /// <summary>Where the ledger is kept, for people.</summary>
    public string Location => _database.Location;

    /// <summary>A file of this machine's that the ledger itself opened: to read it takes no network and nobody's connection.</summary>
    public bool IsLocal => _database.OwnsConnections && _database.Dialect == LedgerDialect.Sqlite;

    public LedgerSubmissions Submissions { get; }

    public LedgerStatuses Statuses { get; }

    public LedgerResponses Responses { get; }

    public LedgerActivity Activity { get; }

    public LedgerServers Servers { get; }

    internal LedgerSightings Sightings { get; }

    public LedgerArchive Archive { get; }

    /// <summary>What a person should hear about the opening: a ledger that was made, or upgraded.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Names that a file still holds in doubt of the ledger's own: sent, or not, and not yet written.</summary>
    internal bool HasUnwritten => _ends.Any;

    /// <summary>It is taken although it is not the one that was here: nothing is sent before <see cref="AcceptAsync"/>.</summary>
    internal bool IsAccepting => _accepting;

    /// <summary>Why the lease could not be renewed the last time, or null. The next beat tries again.</summary>
    public Exception? HeartbeatFailure => _heart.Failure;

    /// <summary>Opens the ledger for one account, makes or migrates its tables, and proves that it can be written to.</summary>
    /// <exception cref="LedgerException">
    /// LedgerLocked, LedgerReadOnly, LedgerUnreadable, LedgerReplaced, LedgerSchemaNewer, LedgerUpgradeNeeded, LedgerUnavailable,
    /// LedgerLoginRefused, LedgerDiskFull.
    /// </exception>
    public static async Task<SubmissionLedger> OpenAsync(
        LedgerDatabase database,
        string gatewayHost,
        string userName,
        LedgerOwner owner,
        LedgerOptions? options,
        CancellationToken stop)
    {
        var ledger = new SubmissionLedger(database, gatewayHost.ToLowerInvariant(), userName, owner, options ?? new LedgerOptions());
        try
        {
            await ledger.OpenAsync(stop).ConfigureAwait(false);
            return ledger;
        }
        catch
        {
            ledger.Dispose();
            throw;
        }
    }

    /// <summary>Holds a name before anything leaves this machine.</summary>
    /// <param name="service">The service's folder.</param>
    /// <param name="fileName">The name on the gateway; it becomes the FTPTransaktionsId.</param>
    /// <param name="content">What is known of the content.</param>
    /// <param name="allowDuplicateContent">Sends what was sent under another name; never what is in doubt.</param>
    /// <param name="validateOnly">A <c>val_</c> file.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>Null, and nothing was reserved: an earlier submission looks the same, and only the whole hash can tell. Never when it is
    /// given.</returns>
    /// <exception cref="LedgerException">FileNameAlreadySent, ContentAlreadySent; nothing was reserved.</exception>
    public async Task<Reservation?> TryReserveAsync(
        string service,
        string fileName,
        ContentMark content,
        bool allowDuplicateContent,
        bool validateOnly,
        CancellationToken stop)
    {
        ThrowIfClosed();
        var entry = new ReservationEntry(service, fileName, content, allowDuplicateContent, validateOnly);

        // BeginSendingAsync flushes it, before the network hears of the name.
        var holding = new List<long>();
        try
        {
            (Reservation? held, LedgerException? refusal) = await _connection.WriteUnflushedAsync(
                async scope =>
                {
                    await _owners.SweepAsync(scope).ConfigureAwait(false);
                    (Reservation? Held, LedgerException? Refusal) answer = await ReservationRows.ReserveAsync(
                        scope, _rows, _owners.Id, entry).ConfigureAwait(false);
                    if (answer.Held is not null)
                    {
                        // Held before others see it: a sweep of this same ledger takes what it does not hold for left behind.
                        holding.Add(answer.Held.Id);
                        _heart.Hold(answer.Held.Id);
                        await _owners.RenewAsync(scope).ConfigureAwait(false);
                    }

                    return answer;
                },
                stop).ConfigureAwait(false);
            if (refusal is not null)
            {
                throw refusal;
            }

            holding.Remove(held?.Id ?? 0);
            return held;
        }
        finally
        {
            holding.ForEach(_heart.Release);
        }
    }

    /// <summary>
    /// Reserved becomes Sending, on disk, or is found to be so still. Only when this returns may STOR be written, and only if
    /// <see cref="VerifyAwake"/> then agrees.
    /// </summary>
    /// <exception cref="LedgerException">
    /// LedgerReplaced; LedgerOwnershipLost, or ContentAlreadySent when another process sent the content meanwhile: the name is free again.
    /// </exception>
    public async Task BeginSendingAsync(Reservation reservation, CancellationToken stop)
    {
        ThrowIfClosed();
        if (_accepting)
        {
            throw LedgerErrors.Replaced(Location, "was accepted, and which names are spent is not known yet");
        }

        // Read first: the lease that the write renews begins no earlier.
        reservation.BegunAt = _options.Elapsed();
        LedgerException? refusal = await _connection.WriteAsync(
            async scope =>
            {
                await _owners.RenewAsync(scope).ConfigureAwait(false);
                return await ReservationRows.BeginAsync(scope, _rows, _owners.Id, reservation).ConfigureAwait(false);
            },
            stop).ConfigureAwait(false);
        if (refusal is null)
        {
            // Without a flush: it outlives this process, and a flush would cost as much again as the row itself.
            Remember(flush: !_remembered);
            _remembered = true;
            return;
        }

        _heart.Release(reservation.Id);
        throw refusal;
    }

    /// <summary>
    /// The last question before STOR is written: whether so much time has passed since sending began that others may take it for dead.
    /// </summary>
    /// <exception cref="LedgerException">LedgerLeaseOverslept: no STOR may be written.</exception>
    public void VerifyAwake(Reservation reservation)
    {
        TimeSpan passed = _options.Elapsed() - reservation.BegunAt;
        if (passed.Ticks > _options.Lease.Ticks / 2)
        {
            throw LedgerErrors.Overslept(reservation.FileName, passed);
        }
    }

    /// <summary>
    /// 226 was read. Not cancellable: pass no token that may already be cancelled once STOR was written. What fails here is kept, and
    /// written later.
    /// </summary>
    /// <param name="reservation">Of the file.</param>
    /// <param name="facts">What is known of the file and of what travelled, or null.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>Sent, or what a status already made of it.</returns>
    public Task<SubmissionState> SentAsync(Reservation reservation, UploadFacts? facts, CancellationToken stop) =>
        EndAsync(reservation, SubmissionState.Sent, null, facts, stop);

    /// <summary>STOR was written, nothing tells whether the file arrived. Pass no token that may already be cancelled.</summary>
    /// <param name="reservation">Of the file.</param>
    /// <param name="reason">What happened.</param>
    /// <param name="facts">What is known of the file and of what travelled.</param>
    /// <param name="stop">Cancels.</param>
    public Task<SubmissionState> InDoubtAsync(Reservation reservation, string reason, UploadFacts facts, CancellationToken stop) =>
        EndAsync(reservation, SubmissionState.InDoubt, reason, facts, stop);

    /// <summary>
    /// The hash of a large file, hexadecimal, that was read to its end after its upload had ended; where one is known already, that stands.
    /// </summary>
    public Task RecordHashAsync(Reservation reservation, string sha256, CancellationToken stop) =>
        _connection.WriteAsync(scope => ReservationRows.LearnHashAsync(scope, _rows, reservation, sha256), stop);

    /// <summary>
    /// STOR was never written, or was refused in place of 150: the name is free again. Pass no token that may already be cancelled.
    /// </summary>
    public Task<SubmissionState> WithdrawnAsync(Reservation reservation, string reason, CancellationToken stop) =>
        EndAsync(reservation, SubmissionState.Withdrawn, reason, null, stop);

    /// <summary>
    /// Renews the lease of what this ledger holds; needed only over a connection that was handed in, which has no heartbeat.
    /// </summary>
    public async Task RenewAsync(CancellationToken stop) =>
        await _connection.WriteAsync(
            async scope =>
            {
                await _owners.RenewAsync(scope).ConfigureAwait(false);
                return true;
            },
            stop).ConfigureAwait(false);

    /// <summary>
    /// Goes on with a ledger that is not the one that was here before, once every name that is known to be spent was taken.
    /// </summary>
    public async Task AcceptAsync(CancellationToken stop)
    {
        await RenewAsync(stop).ConfigureAwait(false);
        _memory?.Accept(_connection.Guard.Flushed!.Value);
        _accepting = false;
    }

    /// <summary>
    /// Ends the ownership of what is still held (Reserved becomes Withdrawn, Sending InDoubt) and closes. What is kept for a ledger that
    /// cannot be reached is tried until <see cref="LedgerOptions.CloseDeadline"/>.
    /// </summary>
    /// <exception cref="LedgerException">LedgerOutcomeUnwritten: names the files of which the ledger does not know how they
    /// ended.</exception>
    public async Task CloseAsync(CancellationToken stop)
    {
        if (_closed)
        {
            return;
        }

        try
        {
            await LeaveAsync(stop).ConfigureAwait(false);
            Remember(flush: true);
        }
        finally
        {
            Dispose();
        }
    }

    /// <summary>Closes without a word to the database: what is still held is seen as ownerless by whoever looks next.</summary>
    public void Dispose()
    {
        lock (_closing)
        {
            if (_closed)
            {
                return;
            }

            _closed = true;
        }

        _heart.Dispose();

        LiveOwners.Remove(_owners.Id);
        _connection.Dispose();
        _memory?.Dispose();
    }

    private async Task OpenAsync(CancellationToken stop)
    {
        _memory = await new LedgerOpening(
            _database, _connection, _rows.By, _options, _warnings).RunAsync(GatewayHost, UserName, stop).ConfigureAwait(false);
        LiveOwners.Add(_owners.Id);
        await SweepAsync(stop).ConfigureAwait(false);
    }

    private async Task<SubmissionState> EndAsync(
        Reservation reservation, SubmissionState to, string? reason, UploadFacts? facts, CancellationToken stop)
    {
        var end = new SubmissionEnd(reservation, to, reason, facts);
        _ends.Keep(end);

        // Kept, it is written first by whatever writes next; held, it keeps the heart beating until then.
        // That may be another caller of this process, the heart for one, between the two lines.
        await _connection.WriteAsync(_ => Task.FromResult(true), stop).ConfigureAwait(false);
        return end.Became!.Value;
    }

    private async Task LeaveAsync(CancellationToken stop)
    {
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await _connection.WriteAsync(
                    async scope =>
                    {
                        await _owners.SweepAsync(scope, leaving: true).ConfigureAwait(false);
                        return await _owners.LeaveAsync(scope).ConfigureAwait(false);
                    },
                    stop).ConfigureAwait(false);
                return;
            }
            catch (LedgerException e) when (_ends.Any)
            {
                bool mayPass = e.PassesByItself || e.ErrorId == "LedgerDiskFull";
                if (!mayPass || waited.Elapsed >= _options.CloseDeadline)
                {
                    throw LedgerErrors.Unwritten(Location, _ends.Unwritten, e);
                }
            }

            await Task.Delay(TimeSpan.FromSeconds(1), stop).ConfigureAwait(false);
        }
    }

    private void Remember(bool flush)
    {
        if (!_accepting && _connection.Guard.Flushed is { } seen)
        {
            _memory?.Write(seen, flush);
        }
    }

    private async Task SweepAsync(CancellationToken stop)
    {
        TimeSpan offset = _options.ClockOffset?.Invoke() ?? TimeSpan.Zero;
        if (!await _connection.ReadAsync(scope => _owners.AnyDeadAsync(scope, offset), stop).ConfigureAwait(false))
        {
            return;
        }

        await _connection.WriteAsync(
            async scope =>
            {
                await _owners.SweepAsync(scope).ConfigureAwait(false);
                return true;
            },
            stop).ConfigureAwait(false);
    }

    private async Task BeatAsync()
    {
        await RenewAsync(CancellationToken.None).ConfigureAwait(false);
        Remember(flush: true);
    }

    private void ThrowIfClosed()
    {
        if (_closed)
        {
            throw new ObjectDisposedException(nameof(SubmissionLedger));
        }
    }
}
