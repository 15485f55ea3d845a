using System;
using System.Data.Common;
using System.Net;
using System.Security;
using SkatFtps.Ledger;
using SkatFtps.Ledger.Sql;

namespace SkatFtps.Loader;

/// <summary>Connections for a ledger, from drivers that no other module sees.</summary>
public static class LedgerDrivers
{
    /// <summary>The embedded ledger.</summary>
    /// <param name="path">The file, or null for the user's own (<see cref="LedgerFile.DefaultPath()"/>). Made when it is missing.</param>
    /// <exception cref="LedgerException">LedgerNotDurable, LedgerOnNetworkShare, LedgerReadOnly, LedgerUnavailable,
    /// LedgerDriverMissing.</exception>
    public static LedgerDatabase Sqlite(string? path)
    {
        string full = LedgerFile.Prepare(path ?? LedgerFile.DefaultPath());
        Func<string, DbConnection> connect = Connector("Microsoft.Data.Sqlite", "Microsoft.Data.Sqlite.SqliteConnection");
        return LedgerDatabase.OfFile(full, connect);
    }

    /// <summary>The ledger that machines share. PowerShell 7.4 or later.</summary>
    /// <param name="connectionString">Npgsql's, without a password.</param>
    /// <param name="user">Who logs in, or null when the server knows without (peer, certificate, GSS).</param>
    /// <param name="password">Null with <paramref name="user"/> null.</param>
    /// <exception cref="LedgerException">LedgerConnectionStringHasPassword, LedgerConnectionStringInvalid,
    /// LedgerConnectionStringKeyUnknown, LedgerDriverMissing.</exception>
    public static LedgerDatabase PostgreSql(string connectionString, string? user, SecureString? password)
    {
        string settings = PostgreSqlConnectionString.Check(connectionString);
        Func<string, DbConnection> connect = Connector("Npgsql", "Npgsql.NpgsqlConnection");
        PostgreSqlConnectionString.CheckKeys(
            settings, (DbConnectionStringBuilder)Activator.CreateInstance(
                DriverAssemblies.Load("Npgsql")!.GetType("Npgsql.NpgsqlConnectionStringBuilder")!)!);
        return new LedgerDatabase(
            LedgerDialect.PostgreSql,
            () => connect(
                user is null ? settings : PostgreSqlConnectionString.WithLogin(
                    settings, user, new NetworkCredential(user, password).Password)),
            PostgreSqlConnectionString.Location(settings));
    }

    private static Func<string, DbConnection> Connector(string assembly, string type)
    {
        Type connection = DriverAssemblies.Load(assembly)?.GetType(type) ?? throw new LedgerException(
            "LedgerDriverMissing",
            $"The database driver {assembly} is not part of this edition of the module.");
        return connectionString => (DbConnection)Activator.CreateInstance(connection, connectionString)!;
    }
}
