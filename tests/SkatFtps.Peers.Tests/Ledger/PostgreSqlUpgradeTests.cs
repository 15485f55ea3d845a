using System;
using System.Data.Common;
using System.Threading.Tasks;
using Npgsql;
using SkatFtps.Core.Tests.Ledger;
using SkatFtps.Ledger;
using Xunit;

namespace SkatFtps.Peers.Tests.Ledger;

public sealed class PostgreSqlUpgradeTests(PostgreSqlServer server) : LedgerUpgradeContract, IClassFixture<PostgreSqlServer>
{
    private readonly PostgreSqlServer _server = server;
    private readonly string _schema = "s" + Guid.NewGuid().ToString("N");

    protected override LedgerDatabase Database => new(LedgerDialect.PostgreSql, () => new NpgsqlConnection(Settings), "upgrade");

    protected override bool IsFile => false;

    private string Settings => $"{_server.ConnectionString};Search Path={_schema}";

    protected override async Task<DbConnection> ConnectAsync()
    {
        await _server.ExecuteAsync($"CREATE SCHEMA IF NOT EXISTS {_schema}");
        var connection = new NpgsqlConnection(Settings);
        await connection.OpenAsync();
        return connection;
    }
}
