using System;
using System.Data.Common;
using System.Threading.Tasks;
using Npgsql;
using SkatFtps.Core.Tests.Ledger;
using SkatFtps.Ledger;
using SkatFtps.Ledger.Sql;
using Xunit;

namespace SkatFtps.Peers.Tests.Ledger;

public sealed class PostgreSqlLedgerTests(PostgreSqlServer server) : LedgerContract, IClassFixture<PostgreSqlServer>
{
    private readonly PostgreSqlServer _server = server;

    protected override LedgerDatabase Database =>
        new(
            LedgerDialect.PostgreSql,
            () => new NpgsqlConnection(_server.ConnectionString),
            PostgreSqlConnectionString.Location(_server.PublicString));

    protected override async Task<DbConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(_server.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    protected override async Task<IAsyncDisposable> HoldLedgerAsync()
    {
        var connection = (NpgsqlConnection)await ConnectAsync();
        NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
        await using var hold = new NpgsqlCommand(
            $"SELECT id FROM skatftps_account WHERE id = {AccountId} FOR UPDATE", connection, transaction);
        await hold.ExecuteNonQueryAsync();
        return new Held(transaction, connection);
    }
}
