using System.Data.Common;
using System.Linq;
using System.Management.Automation;
using SkatFtps.Ledger;
using SkatFtps.Ledger.Sql;
using SkatFtps.Loader;

namespace SkatFtps.Cmdlets.Parameters;

/// <summary>Which ledger is meant by -LedgerPath, -LedgerConnectionString, -LedgerConnection and -NoLedger.</summary>
internal static class LedgerChoice
{
    /// <returns>Null with -NoLedger; without any of them the user's own file.</returns>
    /// <exception cref="GatewayException">LedgerAmbiguous.</exception>
    /// <exception cref="LedgerException">It cannot be kept there.</exception>
    public static LedgerDatabase? Of(string? path, string? connectionString, PSCredential? credential, DbConnection? connection, bool none)
    {
        if (new[] { path is not null, connectionString is not null, connection is not null, none }.Count(given => given) > 1)
        {
            throw new GatewayException("LedgerAmbiguous", "More than one ledger was named.");
        }

        if (credential is not null && connectionString is null)
        {
            throw new GatewayException("LedgerAmbiguous", "-LedgerCredential was given without -LedgerConnectionString.");
        }

        return none ? null
            : connection is not null ? LedgerDatabase.FromConnection(connection)
            : connectionString is not null ? LedgerDrivers.PostgreSql(connectionString, credential?.UserName, credential?.Password)
            : LedgerDrivers.Sqlite(path);
    }
}
