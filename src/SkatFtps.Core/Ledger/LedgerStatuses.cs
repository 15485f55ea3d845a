using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ledger.Rows;
using SkatFtps.Ledger.Sql;
using SkatFtps.Text;

namespace SkatFtps.Ledger;

/// <summary>Every status file that was read, raw and parsed, and what it made of its submission.</summary>
public sealed class LedgerStatuses
{
    /// <summary>Names in one question; well under every database's limit on parameters.</summary>
    internal const int Batch = 500;

    private readonly LedgerConnection _connection;
    private readonly SubmissionRows _submissions;

    internal LedgerStatuses(LedgerConnection connection, SubmissionRows submissions)
    {
        _connection = connection;
        _submissions = submissions;
    }

    /// <summary>Keeps a status file and lets it speak for its submission. The same file again changes nothing.</summary>
    public Task<StatusRecorded> RecordAsync(StatusEntry status, CancellationToken stop) => RecordAsync(status, null, stop);

    /// <summary>
    /// As <see cref="RecordAsync(StatusEntry, CancellationToken)"/>, with what the gateway told of the file when it was fetched.
    /// </summary>
    internal Task<StatusRecorded> RecordAsync(StatusEntry status, FetchedFile? fetched, CancellationToken stop)
    {
        string sha256 = Hex.Sha256(status.Xml).ToLowerInvariant();
        string? file = string.IsNullOrEmpty(status.FileName) ? null : status.FileName;
        return _connection.WriteAsync(
            async scope =>
            {
                long id = await scope.NumberAsync(
                    "SELECT id FROM skatftps_status WHERE account_id = @account AND name = @name AND sha256 = @sha256",
                    ("@account", scope.Account),
                    ("@name", status.StatusFileName),
                    ("@sha256", sha256)).ConfigureAwait(false);
                bool isNew = id == 0;
                bool isAnother = false;
                if (isNew)
                {
                    isAnother = await scope.NumberAsync(
                        "SELECT COUNT(*) FROM skatftps_status WHERE account_id = @account AND name = @name",
                        ("@account", scope.Account),
                        ("@name", status.StatusFileName)).ConfigureAwait(false) != 0;
                    id = await InsertAsync(scope, status, file, sha256).ConfigureAwait(false);
                }

                if (fetched is not null)
                {
                    await SightingRows.RecordAsync(scope, status.StatusFileName, sha256, status.Xml.Length, fetched).ConfigureAwait(false);
                }

                LedgerSubmission? row = file is null ? null : await _submissions.FindNamedAsync(scope, file).ConfigureAwait(false);
                if (row is not null && isNew)
                {
                    row = await _submissions.SettleAsync(scope, row).ConfigureAwait(false);
                }

                long speaksOf = await scope.NumberAsync(
                    "SELECT submission_id FROM skatftps_status WHERE id = @id", ("@id", id)).ConfigureAwait(false);
                return new StatusRecorded(id, isNew, isAnother, row?.Id == speaksOf ? row : null);
            },
            stop);
    }

    /// <summary>
    /// Of these names from a listing, those the ledger holds, each with its size in bytes: a listed size that differs is new content.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, long>> GetHeldAsync(IReadOnlyCollection<string> names, CancellationToken stop)
    {
        var held = new Dictionary<string, long>(StringComparer.Ordinal);
        List<string> rest = names.Distinct(StringComparer.Ordinal).ToList();
        for (int from = 0; from < rest.Count; from += Batch)
        {
            List<string> some = rest.GetRange(from, Math.Min(Batch, rest.Count - from));
            (string, object?)[] parameters = some.Select((name, i) => (Numbered(i), (object?)name)).ToArray();
            string list = string.Join(", ", parameters.Select(p => p.Item1));
            List<(string Name, long Size)> found = await _connection.ReadAsync(
                scope => scope.ReadAsync(
                    $"SELECT name, size FROM skatftps_status WHERE account_id = @account AND name IN ({list}) ORDER BY id",
                    row => (row.GetString(0), row.Number(1)),
                    [("@account", scope.Account), .. parameters]),
                stop).ConfigureAwait(false);

            // The newest content last.
            foreach ((string name, long size) in found)
            {
                held[name] = size;
            }
        }

        return held;
    }

    /// <summary>
    /// Streams the statuses that match in the order they were read. The ledger may be used from within <paramref name="found"/>.
    /// </summary>
    public Task ReadAsync(StatusFilter filter, Action<LedgerStatus> found, CancellationToken stop)
    {
        (string where, List<(string, object?)> parameters) = Where(filter);
        return LedgerPages.ReadAsync(
            _connection, "status", LedgerStatus.Columns, where, parameters, row => new LedgerStatus(row), found, stop);
    }

    /// <inheritdoc cref="ReadAsync(StatusFilter, Action{LedgerStatus}, CancellationToken)"/>
    internal Task ReadAsync(StatusFilter filter, Func<LedgerStatus, Task> found, CancellationToken stop)
    {
        (string where, List<(string, object?)> parameters) = Where(filter);
        return LedgerPages.ReadAsync(
            _connection, "status", LedgerStatus.Columns, where, parameters, row => new LedgerStatus(row), found, stop);
    }

    /// <summary>Claims statuses for output: of these ids, those that nobody claimed before. Two processes never both get one.</summary>
    public Task<IReadOnlyCollection<long>> ClaimAsync(IReadOnlyCollection<long> ids, CancellationToken stop) =>
        _connection.WriteAsync<IReadOnlyCollection<long>>(
            async scope =>
            {
                var claimed = new List<long>();
                foreach (long id in ids)
                {
                    int changed = await scope.ExecuteAsync(
                        "UPDATE skatftps_status SET written_at = @now WHERE account_id = @account AND id = @id AND written_at IS NULL",
                        ("@now", scope.Now),
                        ("@account", scope.Account),
                        ("@id", id)).ConfigureAwait(false);
                    if (changed == 1)
                    {
                        claimed.Add(id);
                    }
                }

                return claimed;
            },
            stop);

    /// <summary>Claims a status for output by its name; false when it was claimed before.</summary>
    public Task<bool> ClaimNamedAsync(string statusFileName, CancellationToken stop) =>
        _connection.WriteAsync(
            async scope => await scope.ExecuteAsync(
                "UPDATE skatftps_status SET written_at = @now WHERE account_id = @account AND name = @name AND written_at IS NULL",
                ("@now", scope.Now),
                ("@account", scope.Account),
                ("@name", statusFileName)).ConfigureAwait(false) > 0,
            stop);

    private static Task<long> InsertAsync(LedgerScope scope, StatusEntry status, string? file, string sha256) =>
        scope.InsertAsync(
            "skatftps_status",
            ("account_id", scope.Account),
            ("name", status.StatusFileName),
            ("sha256", sha256),
            ("size", (long)status.Xml.Length),
            ("service", status.Service),
            ("file_name", file),
            ("file_key", file is null ? null : NameKey.Of(file)),
            ("transaction_id", status.TransactionId),
            ("transaction_key", NameKey.Of(status.TransactionId)),
            ("code", status.Code),
            ("stamped_at", status.Timestamp?.ToUnixTimeMilliseconds()),
            ("skat_id", status.SkatTransactionId),
            ("error_code", status.ErrorCode),
            ("error_message", status.ErrorMessage),
            ("error_resolution", status.ErrorResolution),
            ("response_names", status.ResponseNames.Count == 0 ? null : string.Join("\n", status.ResponseNames)),
            ("xml", status.Xml),
            ("read_at", scope.Now));

    private static (string Sql, List<(string, object?)> Parameters) Where(StatusFilter filter)
    {
        var sql = new StringBuilder(filter.NewOnly ? " AND written_at IS NULL" : "");
        var parameters = new List<(string, object?)>();
        if (filter.Service is not null)
        {
            sql.Append(" AND LOWER(service) = LOWER(@service)");
            parameters.Add(("@service", filter.Service));
        }

        if (filter.TransactionId is not null)
        {
            sql.Append(" AND transaction_key = @transaction");
            parameters.Add(("@transaction", NameKey.Of(filter.TransactionId)));
        }

        if (filter.TransactionIds is { } ids)
        {
            (string Name, object? Value)[] keys = ids.Select(
                (id, i) => ("@t" + i.ToString(CultureInfo.InvariantCulture), (object?)NameKey.Of(id))).ToArray();
            sql.Append(" AND transaction_key IN (").Append(string.Join(", ", keys.Select(key => key.Name))).Append(')');
            parameters.AddRange(keys);
        }

        if (filter.Code is int code)
        {
            sql.Append(" AND code = @code");
            parameters.Add(("@code", code));
        }

        if (filter.Since is DateTimeOffset since)
        {
            sql.Append(" AND read_at >= @since");
            parameters.Add(("@since", since.ToUnixTimeMilliseconds()));
        }

        return (sql.ToString(), parameters);
    }

    private static string Numbered(int i) => "@n" + i.ToString(CultureInfo.InvariantCulture);
}
