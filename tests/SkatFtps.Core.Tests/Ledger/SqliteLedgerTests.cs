using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Data.Sqlite;
using SkatFtps.Ledger;
using SQLitePCL;
using Xunit;

namespace SkatFtps.Core.Tests.Ledger;

public sealed class SqliteLedgerTests : LedgerContract, IDisposable
{
    // PRAGMA synchronous, as SQLite numbers it.
    private const long Full = 2;

    private readonly SqliteLedger _sqlite = new();

    protected override LedgerDatabase Database => _sqlite.Database;

    protected override Task<DbConnection> ConnectAsync() => Task.FromResult<DbConnection>(_sqlite.Connect());

    [Fact]
    public async Task What_is_reserved_is_flushed_when_sending_begins_and_all_else_at_once()
    {
        using SqliteConnection connection = _sqlite.Connect();
        List<string> statements = [];
        raw.sqlite3_trace(connection.Handle, (_, statement) => statements.Add(statement), null!);
        LedgerDatabase database = LedgerDatabase.FromConnection(connection);
        using SubmissionLedger ledger = await SubmissionLedger.OpenAsync(
            database, "gateway", "user", LedgerOwner.Current(), null, CancellationToken.None);
        string hash = new('a', 64);

        statements.Clear();
        Reservation held = await ledger.ReserveAsync("Udlaan", "a.xml", hash, 1, false, false, CancellationToken.None);
        Assert.Equal(["PRAGMA synchronous=NORMAL", "BEGIN IMMEDIATE", "COMMIT", "PRAGMA synchronous=FULL"], Framing(statements));
        Assert.Equal(Full, Synchronous(connection));

        statements.Clear();
        await Assert.ThrowsAsync<LedgerException>(
            () => ledger.ReserveAsync("Udlaan", "a.xml", hash, 1, false, false, CancellationToken.None));
        Assert.Equal("PRAGMA synchronous=FULL", Framing(statements)[^1]);
        Assert.Equal(Full, Synchronous(connection));

        statements.Clear();
        await ledger.BeginSendingAsync(held, CancellationToken.None);
        await ledger.SentAsync(held, CancellationToken.None);
        Assert.Equal(["BEGIN IMMEDIATE", "COMMIT", "BEGIN IMMEDIATE", "COMMIT"], Framing(statements));
    }

    [Fact]
    public async Task Without_a_write_ahead_log_a_reservation_is_flushed_too()
    {
        // A ledger in memory keeps its journal there.
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        List<string> statements = [];
        raw.sqlite3_trace(connection.Handle, (_, statement) => statements.Add(statement), null!);
        using SubmissionLedger ledger =
            await SubmissionLedger.OpenAsync(
                LedgerDatabase.FromConnection(connection), "gateway", "user", LedgerOwner.Current(), null, CancellationToken.None);

        statements.Clear();
        await ledger.ReserveAsync("Udlaan", "a.xml", new string('a', 64), 1, false, false, CancellationToken.None);

        Assert.Equal(["BEGIN IMMEDIATE", "COMMIT"], Framing(statements));
    }

    [Fact]
    public async Task A_reservation_that_cannot_be_made_leaves_a_connection_that_flushes()
    {
        using SqliteConnection connection = _sqlite.Connect();
        LedgerDatabase database = LedgerDatabase.FromConnection(connection);
        var options = new LedgerOptions { BusyDeadline = TimeSpan.FromMilliseconds(50) };
        using SubmissionLedger ledger = await SubmissionLedger.OpenAsync(
            database, "gateway", "user", LedgerOwner.Current(), options, CancellationToken.None);
        using SqliteConnection other = _sqlite.Connect();
        using SqliteTransaction held = other.BeginTransaction();

        LedgerException e = await Assert.ThrowsAsync<LedgerException>(
            () => ledger.ReserveAsync("Udlaan", "a.xml", new string('a', 64), 1, false, false, CancellationToken.None));

        Assert.Equal("LedgerLocked", e.ErrorId);
        Assert.Equal(Full, Synchronous(connection));
    }

    protected override Task<IAsyncDisposable> HoldLedgerAsync()
    {
        SqliteConnection holder = _sqlite.Connect();
        SqliteTransaction transaction = holder.BeginTransaction();
        return Task.FromResult<IAsyncDisposable>(new Held(transaction, holder));
    }

    public void Dispose() => _sqlite.Dispose();

    private static List<string> Framing(List<string> statements) =>
        statements.FindAll(
            one => one.StartsWith(
                "PRAGMA", StringComparison.Ordinal) || one.StartsWith("BEGIN", StringComparison.Ordinal) || one is "COMMIT" or "ROLLBACK");

    private static long Synchronous(SqliteConnection connection)
    {
        using SqliteCommand ask = connection.CreateCommand();
        ask.CommandText = "PRAGMA synchronous";
        return (long)ask.ExecuteScalar()!;
    }
}
