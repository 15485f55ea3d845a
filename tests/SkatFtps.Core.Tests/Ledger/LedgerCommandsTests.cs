using System;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using SkatFtps.Ledger;
using SkatFtps.Ledger.Sql;
using Xunit;

namespace SkatFtps.Core.Tests.Ledger;

public sealed class LedgerCommandsTests : IDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");
    private readonly LedgerCommands _commands;

    public LedgerCommandsTests()
    {
        _connection.Open();
        _commands = new LedgerCommands(_connection, 1);
    }

    [Fact]
    public void A_statement_keeps_its_command_and_takes_each_time_the_values_given()
    {
        DbCommand first = _commands.Prepare("SELECT @a", [("@a", 1L)]);
        Assert.Equal(1L, first.ExecuteScalar());

        Assert.Same(first, _commands.Prepare("SELECT @a", [("@a", "text")]));
        Assert.Equal("text", first.ExecuteScalar());
        Assert.Equal(DBNull.Value, _commands.Prepare("SELECT @a", [("@a", null)]).ExecuteScalar());
        Assert.Equal(2L, _commands.Prepare("SELECT @a", [("@a", 2L)]).ExecuteScalar());
    }

    [Fact]
    public void Parameters_are_known_by_their_names_and_not_by_their_places()
    {
        Assert.Equal(7L, _commands.Prepare("SELECT @a - @b", [("@a", 9L), ("@b", 2L)]).ExecuteScalar());
        Assert.Equal(7L, _commands.Prepare("SELECT @a - @b", [("@b", 2L), ("@a", 9L)]).ExecuteScalar());
    }

    [Fact]
    public void After_an_error_the_same_statement_runs_again()
    {
        Assert.Throws<SqliteException>(() => _commands.Prepare("INSERT INTO t (n) VALUES (@n)", [("@n", 1L)]).ExecuteNonQuery());

        _commands.Prepare("CREATE TABLE t (n INTEGER UNIQUE)", []).ExecuteNonQuery();
        Assert.Equal(1, _commands.Prepare("INSERT INTO t (n) VALUES (@n)", [("@n", 1L)]).ExecuteNonQuery());
        Assert.Throws<SqliteException>(() => _commands.Prepare("INSERT INTO t (n) VALUES (@n)", [("@n", 1L)]).ExecuteNonQuery());
        Assert.Equal(1, _commands.Prepare("INSERT INTO t (n) VALUES (@n)", [("@n", 2L)]).ExecuteNonQuery());
    }

    [Fact]
    public void More_statements_than_are_kept_run_all_the_same()
    {
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < 200; i++)
            {
                Assert.Equal((long)i + round, _commands.Prepare($"SELECT {i} + @a", [("@a", (long)round)]).ExecuteScalar());
            }
        }

        DbCommand last = _commands.Prepare("SELECT 199 + @a", [("@a", 0L)]);
        Assert.Same(last, _commands.Prepare("SELECT 199 + @a", [("@a", 0L)]));
    }

    public void Dispose()
    {
        _commands.Dispose();
        _connection.Dispose();
    }
}
