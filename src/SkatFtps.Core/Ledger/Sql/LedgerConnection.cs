using System;
using System.Data;
using System.Data.Common;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ledger.Rows;

namespace SkatFtps.Ledger.Sql;

/// <summary>The one connection of a ledger: one caller at a time, transactions repeated while another process holds the database.</summary>
/// <param name="database">Where.</param>
/// <param name="options">How patient.</param>
/// <param name="ends">What the ledger must hear before anything else.</param>
internal sealed class LedgerConnection(LedgerDatabase database, LedgerOptions options, KeptEnds ends) : IDisposable
{
    private readonly LedgerDatabase _database = database;
    private readonly LedgerOptions _options = options;
    private readonly KeptEnds _ends = ends;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private DbConnection? _connection;
    private LedgerCommands? _commands;
    private bool _prepared;
    private bool _mayDefer;
    private bool _committing;
    private bool _toldAgain;
    private bool _disposed;

    /// <summary>The account's id, once known.</summary>
    public long Account { get; set; }

    public LedgerGuard Guard { get; } = new(database);

    /// <summary>Runs work that only reads. It may be run again from its start.</summary>
    public async Task<T> ReadAsync<T>(Func<LedgerScope, Task<T>> work, CancellationToken stop)
    {
        if (_ends.Any)
        {
            // What is read must not be older than what is known here.
            await WriteAsync(_ => Task.FromResult(true), stop).ConfigureAwait(false);
        }

        return await TakeTurnAsync(work, Turn.Read, stop).ConfigureAwait(false);
    }

    /// <summary>As <see cref="ReadAsync"/>, and all its statements see one state of the ledger: for what is compared.</summary>
    public Task<T> ReadTogetherAsync<T>(Func<LedgerScope, Task<T>> work, CancellationToken stop) =>
        TakeTurnAsync(work, Turn.ReadTogether, stop);

    /// <summary>
    /// Runs work in a transaction that holds the account; it is on disk when this returns. It may be run again from its start.
    /// </summary>
    public Task<T> WriteAsync<T>(Func<LedgerScope, Task<T>> work, CancellationToken stop) => TakeTurnAsync(work, Turn.Write, stop);

    /// <summary>
    /// As <see cref="WriteAsync"/>, and seen by everybody when this returns, but where the database can it reaches the disk only with the
    /// next write: for what a power cut may undo as long as nothing was built on it.
    /// </summary>
    public Task<T> WriteUnflushedAsync<T>(Func<LedgerScope, Task<T>> work, CancellationToken stop) =>
        TakeTurnAsync(work, _ends.Any ? Turn.Write : Turn.Unflushed, stop);

    /// <summary>As <see cref="WriteAsync"/>, holding the whole ledger: for the schema and for new accounts.</summary>
    public Task<T> WriteAloneAsync<T>(Func<LedgerScope, Task<T>> work, CancellationToken stop) => TakeTurnAsync(work, Turn.Alone, stop);

    /// <summary>The clock by which rows are written, asked for in a scope that only reads.</summary>
    public async Task<DateTimeOffset> ReadClockAsync(LedgerScope scope)
    {
        long now = await scope.NumberAsync("SELECT " + _database.Dialect.Clock).ConfigureAwait(false);
        return DateTimeOffset.FromUnixTimeMilliseconds(now) + (_options.ClockOffset?.Invoke() ?? TimeSpan.Zero);
    }

    /// <summary>Runs one statement outside any transaction.</summary>
    public Task ExecuteAsync(string sql, CancellationToken stop) => ReadAsync(scope => scope.ExecuteAsync(sql), stop);

    public void Dispose()
    {
#pragma warning disable RS0030 // Dispose cannot await, and what has the turn resumes on the pool.
        _turn.Wait();
#pragma warning restore RS0030
        try
        {
            _disposed = true;
            Drop();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<T> TakeTurnAsync<T>(Func<LedgerScope, Task<T>> work, Turn turn, CancellationToken stop)
    {
        await _turn.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            if (_disposed)
            {
                throw new ObjectDisposedException(nameof(SubmissionLedger));
            }

            var waited = Stopwatch.StartNew();
            bool reconnected = false;
            for (int attempt = 0; ; attempt++)
            {
                bool idle = _prepared;
                try
                {
                    _committing = false;
                    return await RunAsync(work, turn, stop).ConfigureAwait(false);
                }
                catch (Exception e) when (e is DbException or InvalidOperationException && !stop.IsCancellationRequested)
                {
                    LedgerFault fault = _database.Dialect.FaultOf(e);
                    if (fault is LedgerFault.Unavailable)
                    {
                        Drop();
                    }

                    // A connection that died while it lay idle is made anew, once, unless the commit was already under way.
                    if (fault is LedgerFault.Unavailable && idle && !_committing && !reconnected && _database.OwnsConnections)
                    {
                        reconnected = true;
                        continue;
                    }

                    if (fault is not LedgerFault.Busy || waited.Elapsed >= _options.BusyDeadline)
                    {
                        throw LedgerErrors.FromDriver(fault, e, _database.Location, waited.Elapsed);
                    }
                }
                catch (Exception) when (stop.IsCancellationRequested)
                {
                    throw new OperationCanceledException(stop);
                }

                // A little longer each time, and never in step with the others.
                int pause = Math.Min(200, 5 << Math.Min(attempt, 5));
                await Task.Delay(pause + (Environment.TickCount & 7), stop).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<T> RunAsync<T>(Func<LedgerScope, Task<T>> work, Turn turn, CancellationToken stop)
    {
        LedgerCommands commands = await OpenAsync(stop).ConfigureAwait(false);
        var scope = new LedgerScope(commands, _database.Dialect, Account, stop);
        if (turn == Turn.Read)
        {
            return await work(scope).ConfigureAwait(false);
        }

        if (turn == Turn.ReadTogether)
        {
            return await ReadTogetherAsync(commands, scope, work).ConfigureAwait(false);
        }

        if (turn != Turn.Unflushed || !_mayDefer)
        {
            return await TransactAsync(commands, scope, work, turn, stop).ConfigureAwait(false);
        }

        await scope.ExecuteAsync(_database.Dialect.Unflushed!).ConfigureAwait(false);
        try
        {
            return await TransactAsync(commands, scope, work, turn, stop).ConfigureAwait(false);
        }
        finally
        {
            await FlushAgainAsync(commands).ConfigureAwait(false);
        }
    }

    private async Task<T> ReadTogetherAsync<T>(LedgerCommands commands, LedgerScope scope, Func<LedgerScope, Task<T>> work)
    {
        await scope.ExecuteAsync(_database.Dialect.BeginReading).ConfigureAwait(false);
        try
        {
            return await work(scope).ConfigureAwait(false);
        }
        finally
        {
            await RollBackAsync(new LedgerScope(commands, _database.Dialect, Account, CancellationToken.None)).ConfigureAwait(false);
        }
    }

    private async Task<T> TransactAsync<T>(
        LedgerCommands commands, LedgerScope scope, Func<LedgerScope, Task<T>> work, Turn turn, CancellationToken stop)
    {
        var transaction = new LedgerScope(commands, _database.Dialect, Account, CancellationToken.None);
        await scope.ExecuteAsync(_database.Dialect.Begin).ConfigureAwait(false);
        bool committed = false;
        try
        {
            bool setBack = false;
            if (turn != Turn.Alone)
            {
                setBack = await HoldAccountAsync(scope).ConfigureAwait(false);
            }
            else if (_database.Dialect.Exclusive is string exclusive)
            {
                await scope.ExecuteAsync(exclusive).ConfigureAwait(false);
            }

            T result = setBack ? default! : await work(scope).ConfigureAwait(false);

            // Past this point a token is not heard: a commit that was cut short would leave its outcome unknown.
            stop.ThrowIfCancellationRequested();
            _committing = true;
            await transaction.ExecuteAsync("COMMIT").ConfigureAwait(false);
            committed = true;
            if (turn != Turn.Alone)
            {
                Confirm(scope, setBack, flushed: turn == Turn.Write || !_mayDefer);
            }

            return result;
        }
        finally
        {
            if (!committed)
            {
                await RollBackAsync(transaction).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Holds the account, and lets the ledger hear first what was kept for it.</summary>
    /// <returns>True for an earlier state of the ledger, which is told what this process knows and nothing else.</returns>
    private async Task<bool> HoldAccountAsync(LedgerScope scope)
    {
        scope.Now = await Guard.LockAsync(scope).ConfigureAwait(false);
        scope.Now += (long)(_options.ClockOffset?.Invoke() ?? TimeSpan.Zero).TotalMilliseconds;
        if (!Guard.IsSetBack)
        {
            scope.Ends = await _ends.WriteAsync(scope).ConfigureAwait(false);
        }
        else if (!_toldAgain)
        {
            await _ends.WriteBackAsync(scope).ConfigureAwait(false);
        }

        return Guard.IsSetBack;
    }

    private void Confirm(LedgerScope scope, bool setBack, bool flushed)
    {
        if (setBack)
        {
            _toldAgain = true;
            throw Guard.SetBack();
        }

        // Into a file that no path names any more nothing is written that anybody will read.
        Guard.VerifyFiles();
        Guard.Committed(flushed);
        _ends.Written(scope.Ends);
    }

    private async Task FlushAgainAsync(LedgerCommands commands)
    {
        try
        {
            if (commands == _commands)
            {
                await new LedgerScope(
                    commands,
                    _database.Dialect,
                    Account,
                    CancellationToken.None).ExecuteAsync(_database.Dialect.Flushed!).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is DbException or InvalidOperationException)
        {
            // A connection that may not flush is not written to again: it is made anew, or at least made ready anew.
            Drop();
        }
    }

    private async Task RollBackAsync(LedgerScope transaction)
    {
        try
        {
            await transaction.ExecuteAsync("ROLLBACK").ConfigureAwait(false);
        }
        catch (Exception e) when (e is DbException or InvalidOperationException)
        {
            // The error that led here is the one to report; the database rolls back what its connection leaves behind.
            Drop();
        }
    }

    private async Task<LedgerCommands> OpenAsync(CancellationToken stop)
    {
        _connection ??= _database.Connect();
        if (_connection.State is ConnectionState.Broken or ConnectionState.Closed && _prepared)
        {
            Drop();
            _connection ??= _database.Connect();
        }

        if (_connection.State == ConnectionState.Closed)
        {
            if (_database.Path is string path && !File.Exists(path))
            {
                throw LedgerErrors.Replaced(_database.Location, "is not there any more");
            }

            Guard.Opening();
            await _connection.OpenAsync(stop).ConfigureAwait(false);
        }

        if (!_prepared)
        {
            _commands?.Dispose();
            _commands = new LedgerCommands(_connection, _database.Dialect.CommandTimeout);
            var scope = new LedgerScope(_commands, _database.Dialect, Account, stop);
            foreach (string statement in _database.Dialect.OnConnect)
            {
                await scope.ExecuteAsync(statement).ConfigureAwait(false);
            }

            _mayDefer = _database.Dialect.Journal is { } journal









                && (await scope.ReadAsync(journal, row => row.GetString(0)).ConfigureAwait(false))
                    .Contains(_database.Dialect.JournalForUnflushed!);
            Guard.Opened();
            _prepared = true;
        }

        return _commands!;
    }

    private void Drop()
    {
        _commands?.Dispose();
        _commands = null;
        if (_database.OwnsConnections)
        {
            _connection?.Dispose();
            Guard.Closed();
        }

        _connection = null;
        _prepared = false;
    }

    private enum Turn
    {
        Read,
        ReadTogether,
        Write,
        Unflushed,
        Alone,
    }
}
