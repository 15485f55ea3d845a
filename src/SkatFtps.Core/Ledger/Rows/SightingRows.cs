using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using SkatFtps.Ledger.Sql;

namespace SkatFtps.Ledger.Rows;

/// <summary>Writes what /out told of a file that was fetched.</summary>
internal static class SightingRows
{
    private const string Same = "account_id = @account AND name = @name AND form = @form AND size = @size AND modified = @modified";

    /// <summary>
    /// Keeps that the content lies under the name, and what was told of it. Whatever was known under it before is there no more.
    /// </summary>
    /// <param name="scope">Holds the account.</param>
    /// <param name="name">As listed.</param>
    /// <param name="sha256">Lower-case hexadecimal.</param>
    /// <param name="length">Bytes.</param>
    /// <param name="fetched">What was told, and when.</param>
    public static async Task RecordAsync(LedgerScope scope, string name, string sha256, long length, FetchedFile fetched)
    {
        await scope.ExecuteAsync(
            "UPDATE skatftps_sighting SET removed_at = @now WHERE account_id = @account AND name = @name AND sha256 <> @sha256 AND"
                + " removed_at IS NULL",
            ("@now", scope.Now),
            ("@account", scope.Account),
            ("@name", name),
            ("@sha256", sha256)).ConfigureAwait(false);

        // Measured after the clock was read, so both may come out a little too early: never is the fetch later than it was.
        long begun = scope.Now - (long)fetched.SinceBegun().TotalMilliseconds;
        long shown = Math.Min(begun, scope.Now - (long)fetched.SinceListed().TotalMilliseconds);
        await RecordAsync(scope, name, sha256, length, fetched.Listed, shown, begun).ConfigureAwait(false);
        if (fetched.Asked is { } asked)
        {
            await RecordAsync(scope, name, sha256, length, asked, begun, begun).ConfigureAwait(false);
        }
    }

    /// <summary>Nothing that is known of what lies under the name holds any more.</summary>
    /// <returns>What tells this forgetting from all earlier ones of the name: the time, or the next millisecond that is free.</returns>
    public static async Task<long> ForgetAsync(LedgerScope scope, string name)
    {
        long last = await scope.NumberAsync(
            "SELECT COALESCE(MAX(removed_at), 0) FROM skatftps_sighting WHERE account_id = @account AND name = @name",
            ("@account", scope.Account),
            ("@name", name)).ConfigureAwait(false);
        long mark = Math.Max(scope.Now, last + 1);
        await scope.ExecuteAsync(
            "UPDATE skatftps_sighting SET removed_at = @mark WHERE account_id = @account AND name = @name AND removed_at IS NULL",
            ("@mark", mark),
            ("@account", scope.Account),
            ("@name", name)).ConfigureAwait(false);
        return mark;
    }

    /// <summary>What was told one way is told another way now.</summary>
    public static async Task<int> CopyAsync(LedgerScope scope, string name, ListedFile was, ListedFile now)
    {
        List<SightingRow> rows = await ReadAsync(scope, name, was).ConfigureAwait(false);
        List<SightingRow> there = await ReadAsync(scope, name, now).ConfigureAwait(false);
        int copied = 0;
        foreach (SightingRow row in rows.Where(row => row.RemovedAt is null && there.All(other => other.Sha256 != row.Sha256)))
        {
            Sighting sighting = row.ToSighting(false);
            await InsertAsync(
                scope, name, row.Sha256, sighting.Length, now, sighting.FirstShownAt.ToUnixTimeMilliseconds(),
                sighting.FetchedAt.ToUnixTimeMilliseconds()).ConfigureAwait(false);
            copied++;
        }

        return copied;
    }

    private static async Task RecordAsync(
        LedgerScope scope, string name, string sha256, long length, ListedFile listed, long shown, long begun)
    {
        List<SightingRow> rows = await ReadAsync(scope, name, listed).ConfigureAwait(false);
        long first = rows.Select(row => row.FirstShownAt.ToUnixTimeMilliseconds()).Append(shown).Min();
        if (rows.Find(row => row.Sha256 == sha256) is { } own)
        {
            await scope.ExecuteAsync(
                "UPDATE skatftps_sighting SET length = @length, first_shown_at = @first, fetched_at = @fetched, removed_at = NULL WHERE"
                    + " id = @id",
                ("@length", length),
                ("@first", first),
                ("@fetched", begun),
                ("@id", own.Id)).ConfigureAwait(false);
            return;
        }

        await InsertAsync(scope, name, sha256, length, listed, first, begun).ConfigureAwait(false);
    }

    private static Task<List<SightingRow>> ReadAsync(LedgerScope scope, string name, ListedFile listed) =>
        scope.ReadAsync(
            $"SELECT {SightingRow.Columns} FROM skatftps_sighting WHERE {Same} ORDER BY id",
            row => new SightingRow(row),
            ("@account", scope.Account),
            ("@name", name),
            ("@form", (int)listed.Form),
            ("@size", listed.StoredSize),
            ("@modified", listed.StoredTime));

    private static Task<long> InsertAsync(
        LedgerScope scope, string name, string sha256, long length, ListedFile listed, long first, long fetched) =>
        scope.InsertAsync(
            "skatftps_sighting",
            ("account_id", scope.Account),
            ("name", name),
            ("sha256", sha256),
            ("length", length),
            ("form", (int)listed.Form),
            ("size", listed.StoredSize),
            ("modified", listed.StoredTime),
            ("first_shown_at", first),
            ("fetched_at", fetched));
}
