using System;
using System.Collections.Generic;
using System.Linq;
using SkatFtps.Errors;

namespace SkatFtps.Ledger;

/// <summary>What the statuses read so far make of a submission. The order in which they were read does not matter.</summary>
internal static class SubmissionOutcome
{
    /// <summary>How far the gateway's clock may lag behind the ledger's for a submission whose arrival is known anyway.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(15);

    /// <param name="submission">As it is.</param>
    /// <param name="statuses">All that the ledger holds for its name.</param>
    /// <param name="foreign">
    /// SKATTransaktionsIds that were seen before its STOR, whose statuses are then another sender's. Asked only where a refusal of its name
    /// makes it matter: null otherwise.
    /// </param>
    public static SubmissionState Judge(LedgerSubmission submission, IReadOnlyCollection<LedgerStatus> statuses, ISet<string>? foreign)
    {
        bool failed = false;
        int reached = 0;
        foreach (LedgerStatus status in statuses.Where(status => Concerns(submission, status)))
        {
            if (status.Code == 0)
            {
                failed |= !IsReuse(status);
            }
            else if (foreign is null || (status.SkatTransactionId is string transaction && !foreign.Contains(transaction)))
            {
                reached = Math.Max(reached, status.Code);
            }
        }

        // Where the name was refused too, no file of this name was taken, whoever sent it.
        return failed ? SubmissionState.Failed
            : reached > 0 ? Forward(submission.State, SubmissionState.Delivered + (reached - 1))
            : statuses.Any(status => IsNewReuse(submission, status)) ? OfReuse(submission.State)
            : submission.State;
    }

    /// <summary>
    /// Whether the gateway says of this submission's name that it was used before, reviewed or not. That it speaks of a try shortly before
    /// this one cannot be told from a clock that lags, and is reason enough to doubt.
    /// </summary>
    public static bool IsReuse(LedgerSubmission submission, LedgerStatus status) =>
        IsReuse(status)
        && submission.Attempted
        && string.Equals(status.Service, submission.Service, StringComparison.OrdinalIgnoreCase)
        && (status.Timestamp is null || status.Timestamp >= submission.ReservedAt - ClockTolerance);

    /// <summary>As <see cref="IsReuse(LedgerSubmission, LedgerStatus)"/>, and no person has judged it yet.</summary>
    public static bool IsNewReuse(LedgerSubmission submission, LedgerStatus status) =>
        IsReuse(submission, status) && !(submission.ReviewedAt >= status.ReadAt);

    /// <summary>Whether it settles the submission, or makes it doubtful.</summary>
    public static bool SpeaksOf(LedgerSubmission submission, LedgerStatus status) =>
        Concerns(submission, status) || IsReuse(submission, status);

    public static bool Concerns(LedgerSubmission submission, LedgerStatus status)
    {
        if (submission.State == SubmissionState.Reserved || (submission.State == SubmissionState.Withdrawn && !submission.Attempted))
        {
            return false;
        }

        return string.Equals(status.Service, submission.Service, StringComparison.OrdinalIgnoreCase)
            && IsInTime(submission, status.Timestamp);
    }

    /// <summary>
    /// Whether a status with this timestamp can speak of the submission; an older one is about an earlier file of that name.
    /// </summary>
    public static bool IsInTime(LedgerSubmission submission, DateTimeOffset? timestamp)
    {
        // 226 was seen, or a status newer than the reservation: the file is there, so a slow clock is likelier than a foreign status.
        bool arrived = submission.State is not (SubmissionState.Sending or SubmissionState.InDoubt or SubmissionState.Withdrawn);
        if (timestamp is not DateTimeOffset stamped)
        {
            return arrived;
        }

        // The gateway stamps whole seconds.
        long reserved = submission.ReservedAt.ToUnixTimeSeconds() - (arrived ? (long)ClockTolerance.TotalSeconds : 0);
        return stamped.ToUnixTimeSeconds() >= reserved;
    }

    private static bool IsReuse(LedgerStatus status) => status.Code == 0 && status.ErrorCode == StatusCodes.NameReused;

    // The ledger gave the name once. Either another sender took it before, and this content never arrived, or somebody tried it later, and
    // it did. What is still being sent has its own end to come; of what did not arrive it says that the name is spent all the same.
    private static SubmissionState OfReuse(SubmissionState state) => state switch
    {
        SubmissionState.Sending or SubmissionState.Failed => state,
        SubmissionState.Withdrawn => SubmissionState.Failed,
        _ => SubmissionState.InDoubt,
    };

    /// <summary>A submission never goes back: an Answered one stays so when its status 1 is read late.</summary>
    private static SubmissionState Forward(SubmissionState state, SubmissionState to) =>
        state is SubmissionState.Delivered or SubmissionState.Accepted or SubmissionState.Answered && state > to ? state : to;
}
