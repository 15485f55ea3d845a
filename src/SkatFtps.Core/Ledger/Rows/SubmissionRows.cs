using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using SkatFtps.Errors;
using SkatFtps.Ledger.Sql;

namespace SkatFtps.Ledger.Rows;

/// <summary>Reads and changes submission rows within a transaction; every change leaves its trace.</summary>
internal sealed class SubmissionRows(LedgerOwner by)
{
    private const string Select = "SELECT " + LedgerSubmission.Columns + " FROM skatftps_submission";

    // Each half has an index of its own; with the two conditions joined by OR, SQLite reads every row of the account.
    internal const string SelectAlike =
        Select + " WHERE account_id = @account AND validate_only = @validate AND id <> @self AND content_key = @key UNION ALL "
        + Select + " WHERE account_id = @account AND validate_only = @validate AND id <> @self AND content_key IS NULL AND length ="
            + " @length ORDER BY id";

    /// <summary>Begins the reason of a change that sets the flag and leaves the state.</summary>
    public const string NeedsReview = "needs review: ";

    /// <summary>Ends the reason to review what was given up because its process was thought dead.</summary>
    public const string Unwitnessed = "; how much of the file went is not known";

    // The first half is answered by skatftps_submission_live, the second by skatftps_submission_digest.
    internal const string SelectLive =
        "SELECT 0 AS source, " + LedgerSubmission.Columns + " FROM skatftps_submission WHERE account_id = @account AND name_key = @key"
            + " AND state <> 'Withdrawn' AND contested IS NULL UNION ALL "
        + "SELECT 1 AS source, " + LedgerSubmission.Columns + " FROM skatftps_submission WHERE account_id = @account AND name_digest ="
            + " @digest AND state <> 'Withdrawn' AND contested IS NULL";

    public LedgerOwner By { get; } = by;

    public async Task<LedgerSubmission?> FindAsync(LedgerScope scope, long id) =>
        (await scope.ReadAsync(
            $"{Select} WHERE account_id = @account AND id = @id",
            row => new LedgerSubmission(row),
            ("@account", scope.Account),
            ("@id", id)).ConfigureAwait(false)).FirstOrDefault();

    /// <summary>
    /// The row of a reservation, or null when it is not in the ledger any more. Ids may be given again by a ledger that was restored,
    /// tokens never.
    /// </summary>
    public async Task<LedgerSubmission?> FindHeldAsync(LedgerScope scope, Reservation reservation)
    {
        LedgerSubmission? row = await FindAsync(scope, reservation.Id).ConfigureAwait(false);
        return row?.Token == reservation.Token
            ? row
            : (await scope.ReadAsync(
                $"{Select} WHERE account_id = @account AND name_digest = @digest AND reservation = @token",
                found => new LedgerSubmission(found),
                ("@account", scope.Account),
                ("@digest", Checksum.Of(NameKey.Of(reservation.FileName))),
                ("@token", reservation.Token)).ConfigureAwait(false)).FirstOrDefault();
    }

    /// <summary>The row that holds the name, or null when it is free: two indexes that have nothing in common must both lack it.</summary>
    /// <exception cref="DamagedRowException">One index has what the other lacks.</exception>
    public async Task<LedgerSubmission?> FindLiveAsync(LedgerScope scope, string fileName)
    {
        string key = NameKey.Of(fileName);
        List<(long Index, LedgerSubmission Row)> found = await scope.ReadAsync(
            SelectLive,
            row => (row.Number(0), new LedgerSubmission(row, 1)),
            ("@account", scope.Account),
            ("@key", key),
            ("@digest", Checksum.Of(key))).ConfigureAwait(false);
        LedgerSubmission? byKey = found.Where(hit => hit.Index == 0).Select(hit => hit.Row).FirstOrDefault();
        LedgerSubmission? byDigest = found.Where(
            hit => hit.Index == 1 && NameKey.Of(hit.Row.FileName) == key).Select(hit => hit.Row).FirstOrDefault();
        return byKey?.Id == byDigest?.Id
            ? byKey
            : throw new DamagedRowException($"of two indexes only one has submission {(byKey ?? byDigest)!.Id}");
    }

    /// <summary>The row that a status for this name speaks of: the one that holds the name, else the last that was tried.</summary>
    public async Task<LedgerSubmission?> FindNamedAsync(LedgerScope scope, string fileName) =>
        await FindLiveAsync(scope, fileName).ConfigureAwait(false)
        ?? (await scope.ReadAsync(
            $"{Select} WHERE account_id = @account AND name_digest = @digest AND name_key = @key AND attempted = 1 AND contested IS NULL"
                + " ORDER BY id DESC LIMIT 1",
            row => new LedgerSubmission(row),
            ("@account", scope.Account),
            ("@digest", Checksum.Of(NameKey.Of(fileName))),
            ("@key", NameKey.Of(fileName))).ConfigureAwait(false)).FirstOrDefault();

    /// <summary>The submission whose content stands in the way of another, or null.</summary>
    /// <param name="scope">The transaction.</param>
    /// <param name="content">The content.</param>
    /// <param name="validateOnly">Real files are compared with real ones, <c>val_</c> files with <c>val_</c> files.</param>
    /// <param name="allowDuplicate">Only a row in doubt counts then.</param>
    /// <param name="self">The id of the row that asks, or zero.</param>
    public async Task<LedgerSubmission?> FindSameContentAsync(
        LedgerScope scope, ContentMark content, bool validateOnly, bool allowDuplicate, long self)
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
                is SubmissionState.Sending or SubmissionState.Sent or SubmissionState.Delivered or SubmissionState.Accepted
                    or SubmissionState.Answered);
    }

    /// <summary>Adds a row, with its trace.</summary>
    /// <returns>Its id.</returns>
    public async Task<long> AddAsync(LedgerScope scope, LedgerSubmission row, string? reason = null)
    {
        string key = NameKey.Of(row.FileName);
        long id = await scope.InsertAsync(
            "skatftps_submission",
            ("account_id", row.Account),
            ("service", row.Service),
            ("name", row.FileName),
            ("name_key", key),
            ("name_digest", Checksum.Of(key)),
            ("sha256", row.Sha256 ?? string.Empty),
            ("content_key", row.ContentKey),
            ("length", row.Length),
            ("validate_only", row.ValidateOnly ? 1 : 0),
            ("allow_duplicate", row.AllowDuplicate ? 1 : 0),
            ("state", row.State.ToString()),
            ("reason", row.Reason),
            ("reservation", row.Token),
            ("owner", row.Owner),
            ("attempted", row.Attempted ? 1 : 0),
            ("reserved_at", row.ReservedAt.ToUnixTimeMilliseconds()),
            ("changed_at", row.ChangedAt.ToUnixTimeMilliseconds()),
            ("machine", row.MachineName),
            ("os_user", row.OsUser),
            ("process_id", (long)row.ProcessId),
            ("needs_review", row.ReviewReason),
            ("reviewed_at", row.ReviewedAt?.ToUnixTimeMilliseconds()),
            ("wire_length", row.WireLength),
            ("wire_sha256", row.WireSha256),
            ("contested", row.Contested ? 1 : null),
            ("checksum", row.Checksum())).ConfigureAwait(false);
        await TraceAsync(scope, id, null, row.State, reason).ConfigureAwait(false);
        return id;
    }

    /// <summary>Moves a row on if it still is as it was read. Leaving Reserved or Sending ends the ownership.</summary>
    /// <returns>False when the row changed meanwhile.</returns>
    public async Task<bool> ChangeAsync(LedgerScope scope, LedgerSubmission row, SubmissionState to, string? reason)
    {
        LedgerSubmission after = row.Copy();
        after.State = to;
        after.Reason = reason;
        return await SetAsync(scope, row, after).ConfigureAwait(false)
            && await TraceAsync(scope, row.Id, row.State, to, reason).ConfigureAwait(false) > 0;
    }

    /// <summary>
    /// Writes what changed of a row, with its checksum, if the row still is as it was read; the caller leaves the trace. The one statement
    /// that changes a submission.
    /// </summary>
    /// <param name="scope">The transaction.</param>
    /// <param name="before">As read.</param>
    /// <param name="after">A copy of it, changed; when it changed and who owns it is seen to here.</param>
    /// <returns>False when the row changed meanwhile.</returns>
    public async Task<bool> SetAsync(LedgerScope scope, LedgerSubmission before, LedgerSubmission after)
    {
        bool sending = after.State == SubmissionState.Sending;
        if (sending && before.Owner is null)
        {
            return false;
        }

        after.Attempted |= sending;
        after.Owner = sending || after.State == SubmissionState.Reserved ? before.Owner : null;
        after.ChangedAt = DateTimeOffset.FromUnixTimeMilliseconds(scope.Now);
        int changed = await scope.ExecuteAsync(
            "UPDATE skatftps_submission SET state = @to, reason = @reason, changed_at = @now, owner = @owner, attempted = @attempted,"
                + " sha256 = @sha256,"
            + " needs_review = @review, reviewed_at = @reviewed, wire_length = @wirelength, wire_sha256 = @wiresha256, contested ="
            + " @contested, checksum = @checksum"
            + " WHERE id = @id AND state = @from AND reservation = @token AND checksum = @before",
            ("@to", after.State.ToString()),
            ("@reason", after.Reason),
            ("@now", scope.Now),
            ("@owner", after.Owner),
            ("@attempted", after.Attempted ? 1 : 0),
            ("@sha256", after.Sha256 ?? string.Empty),
            ("@review", after.ReviewReason),
            ("@reviewed", after.ReviewedAt?.ToUnixTimeMilliseconds()),
            ("@wirelength", after.WireLength),
            ("@wiresha256", after.WireSha256),
            ("@contested", after.Contested ? 1 : null),
            ("@checksum", after.Checksum()),
            ("@id", before.Id),
            ("@from", before.State.ToString()),
            ("@token", before.Token),
            ("@before", before.Checksum())).ConfigureAwait(false);
        return changed == 1;
    }

    /// <summary>Sets, or with null takes off, why a person must look at a row; the caller leaves the trace.</summary>
    /// <returns>False when the row changed meanwhile.</returns>
    public Task<bool> ReviewAsync(LedgerScope scope, LedgerSubmission row, string? why)
    {
        LedgerSubmission after = row.Copy();
        after.ReviewReason = why;
        return SetAsync(scope, row, after);
    }

    /// <summary>A person must look at a row, for one more reason, whatever state it is in.</summary>
    public async Task FlagAsync(LedgerScope scope, LedgerSubmission row, string why)
    {
        if (row.ReviewReason?.Contains(why) == true)
        {
            return;
        }

        await ReviewAsync(scope, row, OneMoreReason(row, why)).ConfigureAwait(false);
        await TraceAsync(scope, row.Id, row.State, row.State, NeedsReview + why).ConfigureAwait(false);
    }

    public static string OneMoreReason(LedgerSubmission row, string why) => row.ReviewReason is null ? why : row.ReviewReason + "; " + why;

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
        foreach (LedgerStatus status in statuses.Where(s => s.SubmissionId is null && SubmissionOutcome.SpeaksOf(row, s)))
        {
            await scope.ExecuteAsync(
                "UPDATE skatftps_status SET submission_id = @submission WHERE id = @id",
                ("@submission", row.Id),
                ("@id", status.Id)).ConfigureAwait(false);
        }

        bool reused = statuses.Exists(s => SubmissionOutcome.IsReuse(row, s));
        SubmissionState state = SubmissionOutcome.Judge(
            row, statuses, reused ? await FindForeignAsync(scope, row, statuses).ConfigureAwait(false) : null);
        if (state != row.State
            && (row.State != SubmissionState.Withdrawn || await FindLiveAsync(scope, row.FileName).ConfigureAwait(false) is null))
        {
            // The code alone: messages may name people, and are cleared one day.
            string? code = state is SubmissionState.Failed or SubmissionState.InDoubt
                ? statuses.Last(s => s.Code == 0 && SubmissionOutcome.SpeaksOf(row, s)).ErrorCode
                : null;
            await ChangeAsync(scope, row, state, code).ConfigureAwait(false);
            row = await FindAsync(scope, row.Id).ConfigureAwait(false) ?? row;
        }

        if (row.State is not (SubmissionState.Failed or SubmissionState.Withdrawn or SubmissionState.Sending)
            && statuses.Exists(s => SubmissionOutcome.IsNewReuse(row, s)))
        {
            await FlagAsync(scope, row, await DescribeReuseAsync(scope, row).ConfigureAwait(false)).ConfigureAwait(false);
            row = await FindAsync(scope, row.Id).ConfigureAwait(false) ?? row;
        }

        return row;
    }

    /// <summary>Whether the gateway has said of it that its name was used before.</summary>
    public async Task<bool> WasRefusedAsReusedAsync(LedgerScope scope, LedgerSubmission row) =>
        await scope.NumberAsync(
            "SELECT COUNT(*) FROM skatftps_status WHERE submission_id = @id AND code = 0 AND error_code = @reused",
            ("@id", row.Id),
            ("@reused", StatusCodes.NameReused)).ConfigureAwait(false) > 0;

    // The transactions of these statuses that were seen, anywhere, before the STOR of this submission: by when they were read, or by their
    // own time.
    private static async Task<ISet<string>> FindForeignAsync(LedgerScope scope, LedgerSubmission row, IEnumerable<LedgerStatus> statuses)
    {
        long stor = await scope.NumberAsync(
            "SELECT MAX(at) FROM skatftps_change WHERE submission_id = @id AND to_state = 'Sending'",
            ("@id", row.Id)).ConfigureAwait(false);
        var foreign = new HashSet<string>(StringComparer.Ordinal);
        foreach (string transaction in statuses.Select(s => s.SkatTransactionId).OfType<string>().Distinct())
        {
            // The gateway stamps whole seconds.
            long earlier = await scope.NumberAsync(
                "SELECT COUNT(*) FROM skatftps_status WHERE account_id = @account AND skat_id = @transaction AND (read_at < @stor OR"
                    + " stamped_at < @second)",
                ("@account", scope.Account),
                ("@transaction", transaction),
                ("@stor", stor),
                ("@second", stor - (stor % 1000))).ConfigureAwait(false);
            if (earlier > 0)
            {
                foreign.Add(transaction);
            }
        }

        return foreign;
    }

    private static async Task<string> DescribeReuseAsync(LedgerScope scope, LedgerSubmission row)
    {
        long tries = await scope.NumberAsync(
            "SELECT COUNT(*) FROM skatftps_submission WHERE account_id = @account AND name_digest = @digest AND name_key = @key AND"
                + " attempted = 1 AND id < @id",
            ("@account", scope.Account),
            ("@digest", Checksum.Of(NameKey.Of(row.FileName))),
            ("@key", NameKey.Of(row.FileName)),
            ("@id", row.Id)).ConfigureAwait(false);
        return $"status 0 says that the name was used before ({StatusCodes.NameReused}), and "
            + (tries > 0 ? "an earlier try under it, which is withdrawn here, may have arrived after all" : "this ledger knows of no use"
                + " before its own: another sender's file may have taken the name, or somebody tried it later");
    }
}
