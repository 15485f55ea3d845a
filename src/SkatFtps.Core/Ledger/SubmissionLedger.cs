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
    private readonly Timer _heartbeat;
    private readonly HashSet<long> _held = [];
    private int _beating;
    private bool _closed;

    private SubmissionLedger(LedgerDatabase database, string gatewayHost, string userName, LedgerOwner owner, LedgerOptions options)
    {
        _database = database;
        _options = options;
        GatewayHost = gatewayHost;
        UserName = userName;
        _connection = new LedgerConnection(database, options);
        _rows = new SubmissionRows(owner);
        _owners = new OwnerRows(owner, options.Lease, _rows);
        _heartbeat = new Timer(_ => BeatAsync(), null, Timeout.Infinite, Timeout.Infinite);
        Submissions = new LedgerSubmissions(_connection, _rows, SweepAsync);
        Statuses = new LedgerStatuses(_connection, _rows);
        Responses = new LedgerResponses(_connection);
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

    public LedgerArchive Archive { get; }

    /// <summary>Why the lease could not be renewed the last time, or null. The next beat tries again.</summary>
    public Exception? HeartbeatFailure { get; private set; }

    /// <summary>Opens the ledger for one account, makes or migrates its tables, and proves that it can be written to.</summary>
    /// <exception cref="LedgerException">LedgerLocked, LedgerReadOnly, LedgerUnreadable, LedgerSchemaNewer, LedgerUnavailable, LedgerLoginRefused, LedgerDiskFull.</exception>
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
    /// <param name="sha256">The content's hash, hexadecimal.</param>
    /// <param name="length">Bytes.</param>
    /// <param name="allowDuplicateContent">Sends what was sent under another name; never what is in doubt.</param>
    /// <param name="validateOnly">A <c>val_</c> file.</param>
    /// <param name="stop">Cancels.</param>
    /// <exception cref="LedgerException">FileNameAlreadySent, ContentAlreadySent; nothing was reserved.</exception>
    public async Task<Reservation> ReserveAsync(
        string service,
        string fileName,
        string sha256,
        long length,
        bool allowDuplicateContent,
        bool validateOnly,
        CancellationToken stop) =>
        (await TryReserveAsync(service, fileName, ContentMark.OfWhole(length, sha256), allowDuplicateContent, validateOnly, stop).ConfigureAwait(false))!;

    /// <summary>As <see cref="ReserveAsync"/>, for a content whose whole hash may not be known yet.</summary>
    /// <returns>Null, and nothing was reserved: an earlier submission looks the same, and only the whole hash can tell. Never when it is given.</returns>
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
        (Reservation? held, LedgerException? refusal) = await _connection.WriteUnflushedAsync(
            async scope =>
            {
                await _owners.SweepAsync(scope).ConfigureAwait(false);
                (Reservation? Held, LedgerException? Refusal) answer = await ReservationRows.ReserveAsync(scope, _rows, _owners.Id, entry).ConfigureAwait(false);
                if (answer.Held is not null)
                {
                    await _owners.RenewAsync(scope).ConfigureAwait(false);
                }

                return answer;
            },
            stop).ConfigureAwait(false);
        if (refusal is not null)
        {
            throw refusal;
        }

        if (held is not null)
        {
            Hold(held.Id, true);
        }

        return held;
    }

    /// <summary>Reserved becomes Sending, on disk. Only when this returns may STOR be written.</summary>
    /// <exception cref="LedgerException">LedgerOwnershipLost, or ContentAlreadySent when another process sent the content meanwhile: the name is free again.</exception>
    public async Task BeginSendingAsync(Reservation reservation, CancellationToken stop)
    {
        ThrowIfClosed();
        LedgerException? refusal = await _connection.WriteAsync(
            async scope =>
            {
                await _owners.RenewAsync(scope).ConfigureAwait(false);
                return await ReservationRows.BeginAsync(scope, _rows, _owners.Id, reservation).ConfigureAwait(false);
            },
            stop).ConfigureAwait(false);
        if (refusal is null)
        {
            return;
        }

        Hold(reservation.Id, false);
        throw refusal;
    }

    /// <summary>226 was read. Not cancellable: pass no token that may already be cancelled once STOR was written.</summary>
    /// <returns>Sent, or what a status already made of it.</returns>
    public Task<SubmissionState> SentAsync(Reservation reservation, CancellationToken stop) => SentAsync(reservation, null, stop);

    /// <summary>As <see cref="SentAsync(Reservation, CancellationToken)"/>, with what is known of the file and of what travelled.</summary>
    public Task<SubmissionState> SentAsync(Reservation reservation, UploadFacts? facts, CancellationToken stop) =>
        EndAsync(reservation, SubmissionState.Sent, null, facts, stop);

    /// <summary>STOR was written, nothing tells whether the file arrived, nor how much of it went. Pass no token that may already be cancelled.</summary>
    public Task<SubmissionState> InDoubtAsync(Reservation reservation, string reason, CancellationToken stop) =>
        InDoubtAsync(reservation, reason, new UploadFacts { ReviewReason = reason }, stop);

    /// <summary>As <see cref="InDoubtAsync(Reservation, string, CancellationToken)"/>, with what is known of the file and of what travelled.</summary>
    public Task<SubmissionState> InDoubtAsync(Reservation reservation, string reason, UploadFacts facts, CancellationToken stop) =>
        EndAsync(reservation, SubmissionState.InDoubt, reason, facts, stop);

    /// <summary>The hash of a large file, hexadecimal, that was read to its end after its upload had ended; where one is known already, that stands.</summary>
    public Task RecordHashAsync(Reservation reservation, string sha256, CancellationToken stop) =>
        _connection.WriteAsync(scope => _rows.LearnHashAsync(scope, reservation.Id, sha256), stop);

    /// <summary>STOR was never written, or was refused in place of 150: the name is free again. Pass no token that may already be cancelled.</summary>
    public Task<SubmissionState> WithdrawnAsync(Reservation reservation, string reason, CancellationToken stop) =>
        EndAsync(reservation, SubmissionState.Withdrawn, reason, null, stop);

    /// <summary>Renews the lease of what this ledger holds; needed only over a connection that was handed in, which has no heartbeat.</summary>
    public async Task RenewAsync(CancellationToken stop) =>
        await _connection.WriteAsync(
            async scope =>
            {
                await _owners.RenewAsync(scope).ConfigureAwait(false);
                return true;
            },
            stop).ConfigureAwait(false);

    /// <summary>Ends the ownership of what is still held (Reserved becomes Withdrawn, Sending InDoubt) and closes.</summary>
    public async Task CloseAsync(CancellationToken stop)
    {
        if (_closed)
        {
            return;
        }

        try
        {
            await _connection.WriteAsync(
                async scope =>
                {
                    await _owners.SweepAsync(scope, leaving: true).ConfigureAwait(false);
                    return await _owners.LeaveAsync(scope).ConfigureAwait(false);
                },
                stop).ConfigureAwait(false);
        }
        finally
        {
            Dispose();
        }
    }

    /// <summary>Closes without a word to the database: what is still held is seen as ownerless by whoever looks next.</summary>
    public void Dispose()
    {
        lock (_held)
        {
            if (_closed)
            {
                return;
            }

            _closed = true;
            _heartbeat.Dispose();
        }

        LiveOwners.Remove(_owners.Id);
        _connection.Dispose();
    }

    private async Task OpenAsync(CancellationToken stop)
    {
        long version = await _connection.ReadAsync(LedgerSchema.ReadVersionAsync, stop).ConfigureAwait(false);
        if (version > LedgerSchema.Version)
        {
            throw LedgerErrors.SchemaNewer(Location, version);
        }

        _connection.Account = await _connection.WriteAloneAsync(
            async scope =>
            {
                await LedgerSchema.MigrateAsync(scope).ConfigureAwait(false);
                return await AccountRow.OpenAsync(scope, GatewayHost, UserName).ConfigureAwait(false);
            },
            stop).ConfigureAwait(false);
        LiveOwners.Add(_owners.Id);
        await SweepAsync(stop).ConfigureAwait(false);
    }

    private async Task<SubmissionState> EndAsync(Reservation reservation, SubmissionState to, string? reason, UploadFacts? facts, CancellationToken stop)
    {
        (SubmissionState state, LedgerException? refusal) = await _connection.WriteAsync(
            scope => ReservationRows.EndAsync(scope, _rows, reservation, to, reason, facts),
            stop).ConfigureAwait(false);
        Hold(reservation.Id, false);
        return refusal is null ? state : throw refusal;
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

    /// <summary>The heart beats only while a reservation is held, and never on a connection that is the caller's.</summary>
    private void Hold(long id, bool held)
    {
        lock (_held)
        {
            _ = held ? _held.Add(id) : _held.Remove(id);
            if (_closed || !_database.OwnsConnections)
            {
                return;
            }

            TimeSpan beat = _held.Count > 0 ? _options.Heartbeat : Timeout.InfiniteTimeSpan;
            _heartbeat.Change(beat, beat);
        }
    }

    private async void BeatAsync()
    {
        if (_closed || Interlocked.Exchange(ref _beating, 1) != 0)
        {
            return;
        }

        try
        {
            await RenewAsync(CancellationToken.None).ConfigureAwait(false);
            HeartbeatFailure = null;
        }
        catch (Exception e)
        {
            // Nobody awaits a beat. The rows stay ours as long as the lease runs, and what we say at the end counts even after it.
            HeartbeatFailure = e;
        }
        finally
        {
            Interlocked.Exchange(ref _beating, 0);
        }
    }

    private void ThrowIfClosed()
    {
        if (_closed)
        {
            throw new ObjectDisposedException(nameof(SubmissionLedger));
        }
    }
}
