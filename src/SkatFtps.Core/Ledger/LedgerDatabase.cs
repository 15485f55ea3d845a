using System;
using System.Data.Common;

namespace SkatFtps.Ledger;

/// <summary>Where a ledger is kept and how to reach it. Core knows no driver: it is handed connections.</summary>
/// <param name="dialect">The database's SQL.</param>
/// <param name="connect">Makes a closed connection; the ledger opens and disposes it.</param>
/// <param name="location">For people: a file's path, or a server and database. Never a secret.</param>
public sealed class LedgerDatabase(LedgerDialect dialect, Func<DbConnection> connect, string location)
{
    private readonly Func<DbConnection> _connect = connect;

    public LedgerDialect Dialect { get; } = dialect;

    public string Location { get; } = location;

    /// <summary>
    /// False for a connection that was handed in: it is never disposed, and no heartbeat uses it behind its owner's back.
    /// </summary>
    internal bool OwnsConnections { get; private set; } = true;

    /// <summary>A connection of the caller's: used by one caller at a time, not within a transaction, and left open.</summary>
    /// <exception cref="LedgerException">LedgerDatabaseUnknown: neither SQLite nor PostgreSQL.</exception>
    public static LedgerDatabase FromConnection(DbConnection connection)
    {
        LedgerDialect dialect = LedgerDialect.Of(connection)
            ?? throw new LedgerException(
                "LedgerDatabaseUnknown",
                $"No ledger can be kept over a {connection.GetType().FullName}.");
        string place = string.IsNullOrEmpty(connection.DataSource) ? connection.Database : $"{connection.DataSource}/{connection.Database}";
        return new LedgerDatabase(dialect, () => connection, place) { OwnsConnections = false };
    }

    /// <summary>
    /// The embedded ledger's file, where it is one and the ledger looks after it: makes it, judges it before it is opened, upgrades it.
    /// </summary>
    internal string? Path { get; private set; }

    /// <summary>Makes a connection from a connection string of Microsoft.Data.Sqlite; only with <see cref="Path"/>.</summary>
    internal Func<string, DbConnection>? ConnectBy { get; private set; }

    /// <summary>The embedded ledger.</summary>
    /// <param name="path">As <see cref="LedgerFile.Prepare(string)"/> gave it; the file need not exist.</param>
    /// <param name="connect">Makes a closed connection from a connection string for Microsoft.Data.Sqlite.</param>
    public static LedgerDatabase OfFile(string path, Func<string, DbConnection> connect)
    {
        string connectionString = LedgerFile.ConnectionString(path);
        return new LedgerDatabase(LedgerDialect.Sqlite, () => connect(connectionString), path) { Path = path, ConnectBy = connect };
    }

    internal DbConnection Connect() => _connect();
}
