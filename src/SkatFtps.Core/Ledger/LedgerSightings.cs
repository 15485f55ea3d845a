using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ledger.Rows;
using SkatFtps.Ledger.Sql;

namespace SkatFtps.Ledger;

/// <summary>What /out told of the files that were fetched from it: by this a file that still lies there is known again.</summary>
internal sealed class LedgerSightings
{
    private const string Statuses = "SELECT name, sha256, size, read_at, NULL, written_at FROM skatftps_status";

    private const string Responses = "SELECT name, sha256, size, received_at, local_path, received_at FROM skatftps_response";

    private readonly LedgerConnection _connection;

    internal LedgerSightings(LedgerConnection connection) => _connection = connection;

    public Task<KnownNames> FindStatusesAsync(IReadOnlyCollection<string> names, CancellationToken stop) =>
        FindAsync(Statuses, names, stop);

    public Task<KnownNames> FindResponsesAsync(IReadOnlyCollection<string> names, CancellationToken stop) =>
        FindAsync(Responses, names, stop);

    /// <summary>
    /// Keeps, before DELE is sent, that nothing is known any more of what lies under the name: a run that is killed in the middle must not
    /// leave behind that what is exposed next is known. It reaches the disk with the next write.
    /// </summary>
    /// <returns>For <see cref="RememberAsync"/>.</returns>
    public Task<long> ForgetAsync(string name, CancellationToken stop) =>
        _connection.WriteUnflushedAsync(scope => SightingRows.ForgetAsync(scope, name), stop);

    /// <summary>Keeps that what was forgotten holds after all: the gateway refused to delete the file.</summary>
    /// <param name="name">As listed.</param>
    /// <param name="forgotten">What <see cref="ForgetAsync"/> returned.</param>
    /// <param name="stop">Cancels.</param>
    public Task RememberAsync(string name, long forgotten, CancellationToken stop) =>
        _connection.WriteUnflushedAsync(
            scope => scope.ExecuteAsync(
                "UPDATE skatftps_sighting SET removed_at = NULL WHERE account_id = @account AND name = @name AND removed_at = @forgotten",
                ("@account", scope.Account),
                ("@name", name),
                ("@forgotten", forgotten)),
            stop);

    /// <summary>Keeps that the gateway tells one more thing of a file that is proved the same.</summary>
    /// <param name="name">As listed.</param>
    /// <param name="proved">What proved it.</param>
    /// <param name="listed">What is told too.</param>
    /// <param name="stop">Cancels.</param>
    public Task AlsoAsync(string name, ListedFile proved, ListedFile listed, CancellationToken stop) =>
        _connection.WriteAsync(scope => SightingRows.CopyAsync(scope, name, proved, listed), stop);

    /// <summary>Keeps of files that they are told with another time now and are the same: the server shows another zone.</summary>
    /// <param name="files">Each name with what is told of it now.</param>
    /// <param name="shift">What was told before lies so much earlier.</param>
    /// <param name="stop">Cancels.</param>
    public Task ShiftAsync(IReadOnlyCollection<(string Name, ListedFile Listed)> files, TimeSpan shift, CancellationToken stop) =>
        _connection.WriteAsync(
            async scope =>
            {
                int shifted = 0;
                foreach ((string name, ListedFile listed) in files)
                {
                    shifted += await SightingRows.CopyAsync(scope, name, listed.ShiftedBy(-shift), listed).ConfigureAwait(false);
                }

                return shifted;
            },
            stop);

    private async Task<KnownNames> FindAsync(string contents, IReadOnlyCollection<string> names, CancellationToken stop)
    {
        List<string> asked = names.Distinct(StringComparer.Ordinal).ToList();
        KnownNames? found = null;
        for (int from = 0; from < asked.Count || found is null; from += LedgerStatuses.Batch)
        {
            List<string> some = asked.GetRange(from, Math.Min(LedgerStatuses.Batch, asked.Count - from));
            found = await _connection.ReadAsync(scope => ReadAsync(scope, contents, some, found), stop).ConfigureAwait(false);
        }

        return found;
    }

    private async Task<KnownNames> ReadAsync(LedgerScope scope, string contents, List<string> names, KnownNames? before)
    {
        KnownNames found = before ?? new KnownNames(await _connection.ReadClockAsync(scope).ConfigureAwait(false));
        if (names.Count == 0)
        {
            return found;
        }

        (string Name, object? Value)[] listed = names.Select(
            (name, i) => ("@n" + i.ToString(CultureInfo.InvariantCulture), (object?)name)).ToArray();
        string where = $"WHERE account_id = @account AND name IN ({string.Join(", ", listed.Select(one => one.Name))}) ORDER BY id";
        (string, object?)[] parameters = [("@account", scope.Account), .. listed];
        foreach ((string name, KnownContent content) in await scope.ReadAsync(
            $"{contents} {where}", ContentOf, parameters).ConfigureAwait(false))
        {
            found.Of(name).Add(content);
        }

        List<(string Name, SightingRow Row)> rows = await scope.ReadAsync(
            $"SELECT {SightingRow.Columns} FROM skatftps_sighting {where}",
            row => (row.GetString(1), new SightingRow(row)),
            parameters).ConfigureAwait(false);
        foreach (IGrouping<string, SightingRow> one in rows.GroupBy(row => row.Name, row => row.Row))
        {
            KnownName? known = found.Find(one.Key);
            foreach (SightingRow row in one.Where(row => row.RemovedAt is null))
            {
                // A name that only the other kind of file has is none of these.
                known?.Add(row.ToSighting(one.Any(other => other.Sha256 != row.Sha256 && other.Listed.Equals(row.Listed))));
            }
        }

        return found;
    }

    private static (string Name, KnownContent Content) ContentOf(DbDataReader row) =>
        (row.GetString(0), new KnownContent(row.GetString(1), row.Number(2), row.Time(3), row.Text(4), row.NumberOrNull(5) is not null));
}
