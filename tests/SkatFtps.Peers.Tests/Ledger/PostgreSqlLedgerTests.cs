using System;
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
        new(LedgerDialect.PostgreSql, () => new NpgsqlConnection(_server.ConnectionString), PostgreSqlConnectionString.Location(_server.PublicString));
}
