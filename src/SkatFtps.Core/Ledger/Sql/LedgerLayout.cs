using System.Collections.Generic;
using System.Threading.Tasks;

namespace SkatFtps.Ledger.Sql;

/// <summary>
/// How SQLite has the tables and indexes written down. A damaged letter there can change what an index leaves out, and no check of SQLite's
/// own sees it; so their sum is kept in the ledger.
/// </summary>
internal static class LedgerLayout
{
    /// <summary>Null where the database looks after its own catalogue.</summary>
    public static async Task<long?> SumAsync(LedgerScope scope)
    {
        if (scope.Dialect != LedgerDialect.Sqlite)
        {
            return null;
        }

        // Where each begins in the file is not part of the sum, for VACUUM moves it; but no two begin at one place.
        var sum = new Checksum();
        var pages = new HashSet<long>();
        foreach ((string Type, string Name, string Table, string? Statement, long Page) one in await ReadAsync(scope).ConfigureAwait(false))
        {
            if (!pages.Add(one.Page))
            {
                throw new DamagedRowException($"{one.Name} begins where another table or index begins");
            }

            sum.Add(one.Type).Add(one.Name).Add(one.Table).Add(one.Statement);
        }

        return sum.Value;
    }

    /// <exception cref="DamagedRowException">It is not as it was when the ledger was made or upgraded.</exception>
    public static async Task VerifyAsync(LedgerScope scope)
    {
        if (await SumAsync(scope).ConfigureAwait(false) is not long sum)
        {
            return;
        }

        bool has = await scope.NumberAsync(scope.Dialect.TableExists, ("@table", "skatftps_ledger")).ConfigureAwait(false) != 0;
        if (!has || sum != await scope.NumberAsync("SELECT MAX(layout) FROM skatftps_ledger").ConfigureAwait(false))
        {
            throw new DamagedRowException("its tables are not those it was made with");
        }
    }

    private static Task<List<(string Type, string Name, string Table, string? Statement, long Page)>> ReadAsync(LedgerScope scope) =>
        scope.ReadAsync(
            "SELECT type, name, tbl_name, sql, rootpage FROM sqlite_master WHERE tbl_name LIKE 'skatftps@_%' ESCAPE '@' ORDER BY type,"
                + " name",
            row => (row.GetString(0), row.GetString(1), row.GetString(2), row.Text(3), row.Number(4)));
}
