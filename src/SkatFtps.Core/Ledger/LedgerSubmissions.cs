using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ledger.Rows;
using SkatFtps.Ledger.Sql;

namespace SkatFtps.Ledger;

/// <summary>The submissions of one account: read, and settled by hand.</summary>
public sealed class LedgerSubmissions
{
    private static readonly TimeSpan WhileItMayBeSending = TimeSpan.FromDays(1);

    private readonly LedgerConnection _connection;
    private readonly SubmissionRows _rows;
    private readonly Func<CancellationToken, Task> _sweep;

    internal LedgerSubmissions(LedgerConnection connection, SubmissionRows rows, Func<CancellationToken, Task> sweep)
    {
        _connection = connection;
        _rows = rows;
        _sweep = sweep;
    }

    /// <summary>Streams the submissions that match, oldest first. The ledger may be used from within <paramref name="found"/>.</summary>
    public Task ReadAsync(SubmissionFilter filter, Action<LedgerSubmission> found, CancellationToken stop) =>
        ReadAsync(
            filter,
            row =>
            {
                found(row);
                return Task.CompletedTask;
            },
            stop);

    /// <summary>
    /// The submission that holds this name, else the last one tried under it; null when the name is free and was never sent.
    /// </summary>
    public async Task<LedgerSubmission?> FindAsync(string fileName, CancellationToken stop)
    {
        await _sweep(stop).ConfigureAwait(false);
        return await _connection.ReadAsync(scope => _rows.FindNamedAsync(scope, fileName), stop).ConfigureAwait(false);
    }

    /// <summary>
    /// Streams the changes of the submissions that match: submission by submission, oldest first, and so the changes of each.
    /// </summary>
    /// <param name="filter">Which.</param>
    /// <param name="isWanted">Narrows further.</param>
    /// <param name="found">Called for each change; the ledger may be used from within it.</param>
    /// <param name="stop">Cancels.</param>
    public Task ReadHistoryAsync(
        SubmissionFilter filter,
        Func<LedgerSubmission, bool> isWanted,
        Action<LedgerSubmission, SubmissionChange> found,
        CancellationToken stop) =>
        ReadAsync(
            filter,
            async row =>
            {
                foreach (SubmissionChange change in isWanted(row) ? await GetHistoryAsync(row.Id, stop).ConfigureAwait(false) : [])
                {
                    found(row, change);
                }
            },
            stop);

    /// <summary>Every change of one submission, oldest first.</summary>
    public async Task<IReadOnlyList<SubmissionChange>> GetHistoryAsync(long id, CancellationToken stop) =>
        await _connection.ReadAsync(
            scope => scope.ReadAsync(
                $"SELECT {SubmissionChange.Columns} FROM skatftps_change WHERE submission_id = @id AND account_id = @account ORDER BY id",
                row => new SubmissionChange(row),
                ("@id", id),
                ("@account", scope.Account)),
            stop).ConfigureAwait(false);

    /// <summary>Sets that a person must look at a submission, for one more reason, in whatever state it is and comes to be.</summary>
    /// <exception cref="LedgerException">SubmissionNotFound.</exception>
    public async Task<LedgerSubmission> FlagAsync(long id, string reason, CancellationToken stop) =>
        await _connection.WriteAsync(
            async scope =>
            {
                LedgerSubmission row = await _rows.FindAsync(scope, id).ConfigureAwait(false) ?? throw LedgerErrors.NotFound(id);
                await _rows.FlagAsync(scope, row, reason).ConfigureAwait(false);
                return (await _rows.FindAsync(scope, id).ConfigureAwait(false))!;
            },
            stop).ConfigureAwait(false);

    /// <summary>
    /// Records what a person found out. A submission in doubt becomes Sent, or Withdrawn; where the gateway said that its name was used, it
    /// becomes Failed in place of Withdrawn: the name stays spent, and the content alone is free. Of one that only needs review the flag
    /// alone is taken off: its state stays, and its name is never freed. A status that comes later still speaks.
    /// </summary>
    /// <param name="id">The submission.</param>
    /// <param name="arrived">What was found out.</param>
    /// <param name="reason">How; kept in the history.</param>
    /// <param name="who">The person; kept in the history.</param>
    /// <param name="force">Records as not arrived also what another machine may still be sending.</param>
    /// <param name="stop">Cancels.</param>
    /// <exception cref="LedgerException">SubmissionNotFound, SubmissionNotInDoubt: nor does it need review.
    /// SubmissionOfAnotherMachine.</exception>
    public async Task<LedgerSubmission> ResolveAsync(long id, bool arrived, string reason, string who, bool force, CancellationToken stop)
    {
        await _sweep(stop).ConfigureAwait(false);
        return await _connection.WriteAsync(
            async scope =>
            {
                LedgerSubmission row = await _rows.FindAsync(scope, id).ConfigureAwait(false) ?? throw LedgerErrors.NotFound(id);
                if (row.State != SubmissionState.InDoubt && row.ReviewReason is null)
                {
                    throw LedgerErrors.NotInDoubt(row);
                }

                LedgerSubmission after = row.Copy();
                if (row.State == SubmissionState.InDoubt)
                {
                    if (!arrived && !force && MayStillBeSending(row, scope.Now))
                    {
                        throw LedgerErrors.OfAnotherMachine(row);
                    }

                    after.Reason = $"{who}: {reason}";
                    after.State = arrived ? SubmissionState.Sent
                        : await _rows.WasRefusedAsReusedAsync(scope, row).ConfigureAwait(false) ? SubmissionState.Failed
                        : SubmissionState.Withdrawn;
                }

                // A person has looked at it.
                after.ReviewReason = null;
                after.ReviewedAt = DateTimeOffset.FromUnixTimeMilliseconds(scope.Now);
                await _rows.SetAsync(scope, row, after).ConfigureAwait(false);
                await _rows.TraceAsync(scope, id, row.State, after.State, $"{who}: {reason}").ConfigureAwait(false);
                row = (await _rows.FindAsync(scope, id).ConfigureAwait(false))!;
                return row.State == SubmissionState.Sent ? await _rows.SettleAsync(scope, row).ConfigureAwait(false) : row;
            },
            stop).ConfigureAwait(false);
    }

    /// <summary>Takes names as spent that the ledger knows nothing of: a status of each was seen, so a file went under it.</summary>
    /// <param name="names">With their services, as the statuses' names have them.</param>
    /// <param name="reason">Kept with each.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>How many were not known.</returns>
    internal Task<int> TakeSpentAsync(
        IReadOnlyCollection<(string Service, string FileName)> names, string reason, CancellationToken stop) =>
        _connection.WriteAsync(
            async scope =>
            {
                int taken = 0;
                foreach ((string service, string name) in names)
                {
                    if (await _rows.FindLiveAsync(scope, name).ConfigureAwait(false) is null)
                    {
                        await _rows.AddAsync(
                            scope,
                            LedgerSubmission.OfSpentName(scope.Account, _rows.By, service, name, reason, scope.Now),
                            reason).ConfigureAwait(false);
                        taken++;
                    }
                }

                return taken;
            },
            stop);

    // A process that slept, or lost its way to the ledger, is in doubt to everybody else, and may go on; whether it lives shows on its
    // machine alone.
    private bool MayStillBeSending(LedgerSubmission row, long now) =>
        !string.Equals(row.MachineName, _rows.By.MachineName, StringComparison.OrdinalIgnoreCase)
        && now - row.ReservedAt.ToUnixTimeMilliseconds() < (long)WhileItMayBeSending.TotalMilliseconds;

    private async Task ReadAsync(SubmissionFilter filter, Func<LedgerSubmission, Task> found, CancellationToken stop)
    {
        await _sweep(stop).ConfigureAwait(false);
        (string where, List<(string, object?)> parameters) = Where(filter);
        await LedgerPages.ReadAsync(
            _connection,
            "submission",
            LedgerSubmission.Columns,
            where,
            parameters,
            row => new LedgerSubmission(row),
            found,
            stop).ConfigureAwait(false);
    }

    private static (string Sql, List<(string, object?)> Parameters) Where(SubmissionFilter filter)
    {
        var sql = new StringBuilder();
        var parameters = new List<(string, object?)>();
        if (filter.States is { Count: > 0 } states)
        {
            string[] names = states.Select((_, i) => "@state" + i.ToString(CultureInfo.InvariantCulture)).ToArray();
            sql.Append(" AND state IN (").Append(string.Join(", ", names)).Append(')');
            parameters.AddRange(states.Select((state, i) => (names[i], (object?)state.ToString())));
        }

        if (filter.NeedsReview)
        {
            sql.Append(" AND needs_review IS NOT NULL");
        }

        if (filter.Service is not null)
        {
            sql.Append(" AND LOWER(service) = LOWER(@service)");
            parameters.Add(("@service", filter.Service));
        }

        if (filter.Since is DateTimeOffset since)
        {
            // Nothing changes before it is reserved: the second condition has an index.
            sql.Append(" AND reserved_at >= @since AND changed_at >= @since");
            parameters.Add(("@since", since.ToUnixTimeMilliseconds()));
        }

        if (filter.FileName is not null)
        {
            sql.Append(" AND name_digest = @digest AND name_key = @key");
            parameters.Add(("@digest", Checksum.Of(NameKey.Of(filter.FileName))));
            parameters.Add(("@key", NameKey.Of(filter.FileName)));
        }

        return (sql.ToString(), parameters);
    }
}
