using System;
using System.IO;
using Microsoft.Data.Sqlite;
using SkatFtps.Ledger;

namespace SkatFtps.Core.Tests.Ledger;

/// <summary>A ledger file of a test's own.</summary>
public sealed class SqliteLedger : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "skatftps-" + Path.GetRandomFileName());

    public SqliteLedger()
    {
        FilePath = LedgerFile.Prepare(Path.Combine(_folder, "ledger.db"));
        Database = LedgerDatabase.OfFile(FilePath, connection => new SqliteConnection(connection));
    }

    public string FilePath { get; }

    public string ConnectionString => LedgerFile.ConnectionString(FilePath);

    public LedgerDatabase Database { get; }

    public LedgerDatabase DatabaseOf(string connectionString) =>
        new(LedgerDialect.Sqlite, () => new SqliteConnection(connectionString), FilePath);

    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection(ConnectionString.Replace("Mode=ReadWrite", "Mode=ReadWriteCreate"));
        connection.Open();
        return connection;
    }

    /// <summary>One statement, past the ledger.</summary>
    public void Execute(string sql)
    {
        using SqliteConnection connection = Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
