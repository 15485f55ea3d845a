using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using SkatFtps.Ledger.Rows;

namespace SkatFtps.Ledger.Sql;

/// <summary>What a step of the schema cannot say in SQL alone: sums over what the rows hold.</summary>
internal static class LedgerUpgrade
{
    // Terms of one compound SELECT; SQLite allows 500.
    private const int Batch = 400;

    /// <summary>Gives the ledger its id, and rows and accounts what they are checked by.</summary>
    public static async Task ToThirdAsync(LedgerScope scope)
    {
        // A process of an older version that has the ledger open would write rows without their sums: from here on its statements fail.
        await scope.ExecuteAsync("ALTER TABLE skatftps_submission RENAME COLUMN token TO reservation").ConfigureAwait(false);

        await scope.ExecuteAsync(
            $"INSERT INTO skatftps_ledger (ledger, made_at, checked_at) VALUES (@ledger, {scope.Dialect.Clock}, 0)",
            ("@ledger", Guid.NewGuid().ToString("N"))).ConfigureAwait(false);
        foreach ((long id, string host, string key) in await AccountRow.ReadNamesAsync(scope).ConfigureAwait(false))
        {
            await scope.ExecuteAsync(
                "UPDATE skatftps_account SET counter = 0, checksum = @checksum WHERE id = @id",
                ("@checksum", AccountRow.ChecksumOf(id, host, key)),
                ("@id", id)).ConfigureAwait(false);
        }

        long last = 0;
        while (true)
        {
            List<LedgerSubmission> rows = await scope.ReadAsync(
                $"SELECT {LedgerSubmission.Columns} FROM skatftps_submission WHERE id > @last ORDER BY id LIMIT {Batch}",
                row => LedgerSubmission.Unchecked(row),
                ("@last", last)).ConfigureAwait(false);
            if (rows.Count == 0)
            {
                return;
            }

            await SumAsync(scope, rows).ConfigureAwait(false);
            last = rows[rows.Count - 1].Id;
        }
    }

    private static Task<int> SumAsync(LedgerScope scope, List<LedgerSubmission> rows)
    {
        string sums = string.Join(" UNION ALL ", rows.Select(row => string.Format(
            CultureInfo.InvariantCulture, "SELECT {0}, {1}, {2}", row.Id, Checksum.Of(NameKey.Of(row.FileName)), row.Checksum())));
        return scope.ExecuteOnceAsync(
            $"WITH sums (id, digest, checksum) AS ({sums})"
            + " UPDATE skatftps_submission SET name_digest = sums.digest, checksum = sums.checksum FROM sums WHERE"
            + " skatftps_submission.id = sums.id");
    }
}
