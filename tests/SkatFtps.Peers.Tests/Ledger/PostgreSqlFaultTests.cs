using System;
using System.Linq;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using Npgsql;
using SkatFtps.Ledger;
using SkatFtps.Loader;
using Xunit;

namespace SkatFtps.Peers.Tests.Ledger;

public sealed class PostgreSqlFaultTests(PostgreSqlServer server) : IClassFixture<PostgreSqlServer>
{
    private readonly PostgreSqlServer _server = server;

    [Fact]
    public async Task A_newer_schema_is_refused()
    {
        await DatabaseAsync("newer");
        (await OpenAsync("newer")).Dispose();
        await using (var connection = new NpgsqlConnection(For("newer")))
        {
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("INSERT INTO skatftps_schema VALUES (99, 0)", connection);
            await command.ExecuteNonQueryAsync();
        }

        await RefusedAsync("LedgerSchemaNewer", () => OpenAsync("newer"));
    }

    [Fact]
    public async Task Ledgers_opened_at_the_same_time_make_the_tables_once()
    {
        await DatabaseAsync("fresh");
        SubmissionLedger[] ledgers = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => Task.Run(() => ConnectAsync(For("fresh"), "fresh", TimeSpan.FromMinutes(1)))));
        Array.ForEach(ledgers, ledger => ledger.Dispose());
    }

    [Fact]
    public async Task A_wrong_password_is_a_refused_login_and_appears_nowhere()
    {
        LedgerException refused = await RefusedAsync("LedgerLoginRefused", () => OpenAsync("postgres", password: "not-the-password"));
        Assert.DoesNotContain("not-the-password", refused.ToString());
    }

    [Fact]
    public async Task A_commit_is_on_disk_when_it_returns_whatever_the_database_is_set_to()
    {
        await DatabaseAsync("lax");
        await _server.ExecuteAsync("ALTER DATABASE lax SET synchronous_commit = off");
        await using var connection = new NpgsqlConnection(For("lax"));
        await connection.OpenAsync();
        using SubmissionLedger ledger = await SubmissionLedger.OpenAsync(
            LedgerDatabase.FromConnection(connection), "gateway.test", "user", LedgerOwner.Current(), null, CancellationToken.None);
        await using var show = new NpgsqlCommand("SHOW synchronous_commit", connection);
        Assert.Equal("on", await show.ExecuteScalarAsync());
    }

    [Fact]
    public async Task The_shipped_driver_logs_in_with_a_credential()
    {
        using var password = new SecureString();
        Array.ForEach(_server.Password.ToCharArray(), password.AppendChar);
        LedgerDatabase database = LedgerDrivers.PostgreSql(_server.PublicString, _server.User, password);
        using SubmissionLedger ledger = await SubmissionLedger.OpenAsync(
            database, "gateway.test", "shipped", LedgerOwner.Current(), null, CancellationToken.None);
        await ledger.ReserveAsync("Udlaan", "a.xml", "00", 1, false, false, CancellationToken.None);
        Assert.DoesNotContain(_server.Password, ledger.Location);
    }

    [Fact]
    public async Task A_database_for_reading_only_is_refused()
    {
        await DatabaseAsync("readonly");
        (await OpenAsync("readonly")).Dispose();
        await _server.ExecuteAsync("ALTER DATABASE readonly SET default_transaction_read_only = on");
        await RefusedAsync("LedgerReadOnly", () => OpenAsync("readonly"));
    }

    [Fact]
    public async Task An_account_held_by_another_is_waited_for_and_then_named()
    {
        using SubmissionLedger ledger = await OpenAsync("postgres");
        await using var holder = new NpgsqlConnection(_server.ConnectionString);
        await holder.OpenAsync();
        await using NpgsqlTransaction transaction = await holder.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("SELECT id FROM skatftps_account FOR UPDATE", holder, transaction);
        await command.ExecuteNonQueryAsync();

        await RefusedAsync("LedgerLocked", () => ledger.Activity.RecordLoginAsync("Succeeded", CancellationToken.None));
    }

    [Fact]
    public async Task A_server_that_was_restarted_is_connected_to_again_and_one_that_is_gone_is_named()
    {
        var server = new PostgreSqlServer();
        await server.InitializeAsync();
        try
        {
            using SubmissionLedger ledger = await ConnectAsync(server.ConnectionString, "elsewhere");
            Reservation held = await ledger.ReserveAsync("Udlaan", "a.xml", "00", 1, false, false, CancellationToken.None);

            await server.StopAsync();
            await RefusedAsync("LedgerUnavailable", () => ledger.BeginSendingAsync(held, CancellationToken.None));
            await server.StartAsync();
            await ledger.BeginSendingAsync(held, CancellationToken.None);

            // What was said before the server was stopped without a goodbye is still there.
            await server.StopAsync();
            await server.StartAsync();
            Assert.Equal(SubmissionState.Sent, await ledger.SentAsync(held, CancellationToken.None));
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    private static async Task<LedgerException> RefusedAsync(string errorId, Func<Task> act)
    {
        LedgerException refused = await Assert.ThrowsAsync<LedgerException>(act);
        Assert.Equal(errorId, refused.ErrorId);
        return refused;
    }

    private Task DatabaseAsync(string name) => _server.ExecuteAsync("CREATE DATABASE " + name);

    private string For(string database) => _server.ConnectionString.Replace("Database=postgres", "Database=" + database);

    private Task<SubmissionLedger> OpenAsync(string database, string? password = null) =>
        ConnectAsync(password is null ? For(database) : For(database).Replace(_server.Password, password), database);

    private static Task<SubmissionLedger> ConnectAsync(string connectionString, string location, TimeSpan? patience = null) =>
        SubmissionLedger.OpenAsync(
            new LedgerDatabase(LedgerDialect.PostgreSql, () => new NpgsqlConnection(connectionString), location),
            "gateway.test",
            "user",
            LedgerOwner.Current(),
            new LedgerOptions { BusyDeadline = patience ?? TimeSpan.Zero },
            CancellationToken.None);
}
