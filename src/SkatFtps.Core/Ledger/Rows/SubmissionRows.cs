using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using SkatFtps.Ledger.Sql;

namespace SkatFtps.Ledger.Rows;

/// <summary>Reads and changes submission rows within a transaction; every change leaves its trace.</summary>
internal sealed class SubmissionRows(LedgerOwner by)
{
    private const string Select = "SELECT " + LedgerSubmission.Columns + " FROM skatftps_submission";

    // Each half has an index of its own; with the two conditions joined by OR, SQLite reads every row of the account.
    internal const string SelectAlike =
        Select + " WHERE account_id = @account AND validate_only = @validate AND id <> @self AND content_key = @key UNION ALL "
        + Select + " WHERE account_id = @account AND validate_only = @validate AND id <> @self AND content_key IS NULL AND length = @length ORDER BY id";

    /// <summary>Begins the reason of a change that sets the flag and leaves the state.</summary>
    public const string NeedsReview = "needs review: ";

    /// <summary>Ends the reason to review what was given up because its process was thought dead.</summary>
    public const string Unwitnessed = "; how much of the file went is not known";

    public LedgerOwner By { get; } = by;

    public async Task<LedgerSubmission?> FindAsync(LedgerScope scope, long id) =>
        (await scope.ReadAsync(
            $"{Select} WHERE account_id = @account AND id = @id",
            row => new LedgerSubmission(row),
            ("@account", scope.Account),
            ("@id", id)).ConfigureAwait(false)).FirstOrDefault();

    /// <summary>The row that holds the name, or null when it is free.</summary>
    public async Task<LedgerSubmission?> FindLiveAsync(LedgerScope scope, string fileName) =>
        (await scope.ReadAsync(
            $"{Select} WHERE account_id = @account AND name_key = @key AND state <> 'Withdrawn'",
            row => new LedgerSubmission(row),
            ("@account", scope.Account),
            ("@key", NameKey.Of(fileName))).ConfigureAwait(false)).FirstOrDefault();

    /// <summary>The row that a status for this name speaks of: the one that holds the name, else the last that was tried.</summary>
    public async Task<LedgerSubmission?> FindNamedAsync(LedgerScope scope, string fileName) =>
        await FindLiveAsync(scope, fileName).ConfigureAwait(false)
        ?? (await scope.ReadAsync(
            $"{Select} WHERE account_id = @account AND name_key = @key AND attempted = 1 ORDER BY id DESC LIMIT 1",
            row => new LedgerSubmission(row),
            ("@account", scope.Account),
            ("@key", NameKey.Of(fileName))).ConfigureAwait(false)).FirstOrDefault();

    /// <summary>The submission whose content stands in the way of another, or null.</summary>
    /// <param name="scope">The transaction.</param>
    /// <param name="content">The content.</param>
    /// <param name="validateOnly">Real files are compared with real ones, <c>val_</c> files with <c>val_</c> files.</param>
    /// <param name="allowDuplicate">Only a row in doubt counts then.</param>
    /// <param name="self">The id of the row that asks, or zero.</param>
    public async Task<LedgerSubmission?> FindSameContentAsync(LedgerScope scope, ContentMark content, bool validateOnly, bool allowDuplicate, long self)
    {
        List<LedgerSubmission> alike = await scope.ReadAsync(
            SelectAlike,
            row => new LedgerSubmission(row),
            ("@account", scope.Account),
            ("@key", content.Key),
            ("@length", content.Length),
            ("@validate", validateOnly ? 1 : 0),
            ("@self", self)).ConfigureAwait(false);
        List<LedgerSubmission> same = alike.FindAll(s => s.HasContent(content.Sha256));
        return same.FirstOrDefault(s => s.State == SubmissionState.InDoubt)
            ?? same.FirstOrDefault(s => !allowDuplicate && s.State
                is SubmissionState.Sending or SubmissionState.Sent or SubmissionState.Delivered or SubmissionState.Accepted or SubmissionState.Answered);
    }

    /// <summary>Moves a row on if it still is as it was read. Leaving Reserved or Sending ends the ownership.</summary>
    /// <returns>False when the row changed meanwhile.</returns>
    public async Task<bool> ChangeAsync(LedgerScope scope, LedgerSubmission row, SubmissionState to, string? reason)
    {
        bool keepsOwner = to == SubmissionState.Sending;
        int changed = await scope.ExecuteAsync(
            "UPDATE skatftps_submission SET state = @to, reason = @reason, changed_at = @now"
            + (keepsOwner ? ", attempted = 1" : ", owner = NULL")
            + " WHERE id = @id AND state = @from AND token = @token" + (keepsOwner ? " AND owner IS NOT NULL" : ""),
            ("@to", to.ToString()),
            ("@reason", reason),
            ("@now", scope.Now),
            ("@id", row.Id),
            ("@from", row.State.ToString()),
            ("@token", row.Token)).ConfigureAwait(false);
        if (changed != 1)
        {
            return false;
        }

        await TraceAsync(scope, row.Id, row.State, to, reason).ConfigureAwait(false);
        return true;
    }

    /// <summary>The hash of a file that was known by its key alone while it travelled.</summary>
    public Task<int> LearnHashAsync(LedgerScope scope, long id, string sha256) =>
        scope.ExecuteAsync("UPDATE skatftps_submission SET sha256 = @sha256 WHERE id = @id AND sha256 = ''", ("@sha256", sha256.ToLowerInvariant()), ("@id", id));

    /// <summary>What an upload told of the file and of what went; what it does not tell stays as it was.</summary>
    public async Task LearnAsync(LedgerScope scope, long id, UploadFacts? facts)
    {
        if (facts?.Sha256 is not null)
        {
            await LearnHashAsync(scope, id, facts.Sha256).ConfigureAwait(false);
        }

        if (facts?.WireLength is not null)
        {
            await scope.ExecuteAsync(
                "UPDATE skatftps_submission SET wire_length = @length, wire_sha256 = @sha256 WHERE id = @id",
                ("@length", facts.WireLength),
                ("@sha256", facts.WireSha256?.ToLowerInvariant()),
                ("@id", id)).ConfigureAwait(false);
        }
    }

    /// <summary>Sets, or with null takes off, why a person must look at a row; the caller leaves the trace.</summary>
    public Task<int> ReviewAsync(LedgerScope scope, long id, string? why) =>
        scope.ExecuteAsync(
            "UPDATE skatftps_submission SET needs_review = @why, changed_at = @now WHERE id = @id",
            ("@why", why),
            ("@now", scope.Now),
            ("@id", id));

    /// <summary>A person has looked at a row.</summary>
    public Task<int> ReviewedAsync(LedgerScope scope, long id) =>
        scope.ExecuteAsync(
            "UPDATE skatftps_submission SET needs_review = NULL, reviewed_at = @now, changed_at = @now WHERE id = @id",
            ("@now", scope.Now),
            ("@id", id));

    /// <summary>A person must look at a row, for one more reason, whatever state it is in.</summary>
    public async Task FlagAsync(LedgerScope scope, LedgerSubmission row, string why)
    {
        if (row.ReviewReason?.Contains(why) == true)
        {
            return;
        }

        await ReviewAsync(scope, row.Id, row.ReviewReason is null ? why : row.ReviewReason + "; " + why).ConfigureAwait(false);
        await TraceAsync(scope, row.Id, row.State, row.State, NeedsReview + why).ConfigureAwait(false);
    }

    public Task<long> TraceAsync(LedgerScope scope, long submission, SubmissionState? from, SubmissionState to, string? reason) =>
        scope.InsertAsync(
            "skatftps_change",
            ("account_id", scope.Account),
            ("submission_id", submission),
            ("from_state", from?.ToString()),
            ("to_state", to.ToString()),
            ("reason", reason),
            ("at", scope.Now),
            ("machine", By.MachineName),
            ("os_user", By.OsUser),
            ("process_id", (long)By.ProcessId));

    /// <summary>Lets the statuses read so far speak for a submission.</summary>
    /// <returns>The submission as it is now.</returns>
    public async Task<LedgerSubmission> SettleAsync(LedgerScope scope, LedgerSubmission row)
    {
        List<LedgerStatus> statuses = await scope.ReadAsync(
            $"SELECT {LedgerStatus.Columns} FROM skatftps_status WHERE account_id = @account AND file_key = @key",
            status => new LedgerStatus(status),
            ("@account", scope.Account),
            ("@key", NameKey.Of(row.FileName))).ConfigureAwait(false);
        foreach (LedgerStatus status in statuses.Where(s => s.SubmissionId is null && SubmissionOutcome.Concerns(row, s)))
        {
            await scope.ExecuteAsync(
                "UPDATE skatftps_status SET submission_id = @submission WHERE id = @id",
                ("@submission", row.Id),
                ("@id", status.Id)).ConfigureAwait(false);
        }

        SubmissionState state = SubmissionOutcome.Judge(row, statuses);
        if (state == row.State || (row.State == SubmissionState.Withdrawn && await FindLiveAsync(scope, row.FileName).ConfigureAwait(false) is not null))
        {
            return row;
        }

        // The code alone: messages may name people, and are cleared one day.
        LedgerStatus? refusal = state == SubmissionState.Failed ? statuses.Last(s => s.Code == 0 && SubmissionOutcome.Concerns(row, s)) : null;
        await ChangeAsync(scope, row, state, refusal?.ErrorCode).ConfigureAwait(false);
        return await FindAsync(scope, row.Id).ConfigureAwait(false) ?? row;
    }
}
