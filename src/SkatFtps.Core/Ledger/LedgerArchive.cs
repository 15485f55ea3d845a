using System;
using System.Data.Common;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ledger.Sql;

namespace SkatFtps.Ledger;

/// <summary>The whole history of a period, and its end: export and clearing.</summary>
public sealed class LedgerArchive
{
    // Delivered and Accepted still wait for an answer, and a review for a person; a status that speaks of no submission waits for nothing.
    private const string Finished =
        "(submission_id IS NULL OR submission_id IN (SELECT id FROM skatftps_submission WHERE account_id = @account AND state IN"
            + " ('Answered', 'Failed', 'Withdrawn') AND needs_review IS NULL))";

    private const string OldStatus = "account_id = @account AND read_at < @before AND xml IS NOT NULL AND " + Finished;

    // A response is received whole before its row is written: it is finished then.
    private const string OldResponse = "account_id = @account AND received_at < @before AND local_path IS NOT NULL";

    private readonly LedgerConnection _connection;
    private readonly LedgerDialect _dialect;
    private readonly string _gatewayHost;
    private readonly string _userName;

    internal LedgerArchive(LedgerConnection connection, LedgerDialect dialect, string gatewayHost, string userName)
    {
        _connection = connection;
        _dialect = dialect;
        _gatewayHost = gatewayHost;
        _userName = userName;
    }

    /// <summary>
    /// Writes what happened in a period as JSON lines: submissions changed in it, their changes, statuses (XML as base64), responses,
    /// logins, listings.
    /// </summary>
    /// <param name="from">First instant.</param>
    /// <param name="until">First instant that is not included.</param>
    /// <param name="output">Takes the lines; not closed.</param>
    /// <param name="stop">Cancels.</param>
    public async Task ExportAsync(DateTimeOffset from, DateTimeOffset until, TextWriter output, CancellationToken stop)
    {
        await output.WriteAsync(new JsonLine("ledger")
            .Add("gatewayHost", _gatewayHost).Add("userName", _userName)
            .Add("from", from).Add("until", until).Add("schema", LedgerSchema.Version) + "\n").ConfigureAwait(false);

        (string, object?)[] period = [("@from", from.ToUnixTimeMilliseconds()), ("@until", until.ToUnixTimeMilliseconds())];
        Task Table(string table, string columns, string time, Func<DbDataReader, JsonLine> line) =>
            LedgerPages.ReadAsync(
                _connection,
                table,
                columns,
                $" AND {time} >= @from AND {time} < @until",
                period,
                row => line(row).ToString(),
                text => output.WriteAsync(text + "\n"),
                stop);

        await Table(
            "submission", LedgerSubmission.Columns, "changed_at", row => LedgerLines.Of(new LedgerSubmission(row))).ConfigureAwait(false);
        await Table("change", SubmissionChange.Columns, "at", row => LedgerLines.Of(new SubmissionChange(row))).ConfigureAwait(false);
        await Table("status", LedgerStatus.Columns, "read_at", row => LedgerLines.Of(new LedgerStatus(row))).ConfigureAwait(false);
        await Table(
            "response", LedgerResponse.Columns, "received_at", row => LedgerLines.Of(new LedgerResponse(row))).ConfigureAwait(false);
        await Table("login", "id, at, outcome, machine, os_user, process_id", "at", LedgerLines.Login).ConfigureAwait(false);
        await Table(
            "listing", "id, at, completed_at, entries, machine, os_user, process_id", "at", LedgerLines.Listing).ConfigureAwait(false);
    }

    /// <summary>What <see cref="ClearAsync"/> would remove.</summary>
    public Task<ClearedRows> CountClearableAsync(DateTimeOffset before, CancellationToken stop) =>
        _connection.ReadAsync(
            async scope => new ClearedRows(
                await scope.NumberAsync(
                    $"SELECT COUNT(*) FROM skatftps_status WHERE {OldStatus}", Before(scope, before)).ConfigureAwait(false),
                await scope.NumberAsync(
                    $"SELECT COUNT(*) FROM skatftps_response WHERE {OldResponse}", Before(scope, before)).ConfigureAwait(false)),
            stop);

    /// <summary>
    /// Removes stored XML, error texts and local paths of what is older and finished. Names and hashes stay: they must never be forgotten.
    /// </summary>
    public async Task<ClearedRows> ClearAsync(DateTimeOffset before, CancellationToken stop)
    {
        if (_dialect.BeforeClearing is string prepare)
        {
            await _connection.ExecuteAsync(prepare, stop).ConfigureAwait(false);
        }

        ClearedRows cleared = await _connection.WriteAsync(
            async scope => new ClearedRows(
                await scope.ExecuteAsync(
                    $"UPDATE skatftps_status SET xml = NULL, error_message = NULL, error_resolution = NULL WHERE {OldStatus}",
                    Before(scope, before)).ConfigureAwait(false),
                await scope.ExecuteAsync(
                    $"UPDATE skatftps_response SET local_path = NULL WHERE {OldResponse}",
                    Before(scope, before)).ConfigureAwait(false)),
            stop).ConfigureAwait(false);

        if (_dialect.AfterClearing is string flush)
        {
            await _connection.ExecuteAsync(flush, stop).ConfigureAwait(false);
        }

        return cleared;
    }

    private static (string, object?)[] Before(LedgerScope scope, DateTimeOffset before) =>
        [("@account", scope.Account), ("@before", before.ToUnixTimeMilliseconds())];
}
