using System;
using System.Collections.Generic;
using SkatFtps.Errors;

namespace SkatFtps.Ledger;

/// <summary>What the statuses read so far make of a submission. The order in which they were read does not matter.</summary>
internal static class SubmissionOutcome
{
    /// <summary>How far the gateway's clock may lag behind the ledger's for a submission whose arrival is known anyway.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(15);

    public static SubmissionState Judge(LedgerSubmission submission, IEnumerable<LedgerStatus> statuses)
    {
        bool failed = false;
        bool refusedAsReused = false;
        int reached = 0;
        foreach (LedgerStatus status in statuses)
        {
            if (!Concerns(submission, status))
            {
                continue;
            }

            if (status.Code != 0)
            {
                reached = Math.Max(reached, status.Code);
            }
            else if (status.ErrorCode == StatusCodes.NameReused)
            {
                refusedAsReused = true;
            }
            else
            {
                failed = true;
            }
        }

        if (failed)
        {
            return SubmissionState.Failed;
        }

        if (reached > 0)
        {
            return Forward(submission.State, SubmissionState.Delivered + (reached - 1));
        }

        // Beside the original's 1, 2, 3 it speaks of a later try; alone, and 226 known, it is the answer to this one.
        // Of a submission in doubt it proves nothing: neither that this content arrived nor that it did not.
        return refusedAsReused && submission.State == SubmissionState.Sent ? SubmissionState.Failed : submission.State;
    }

    public static bool Concerns(LedgerSubmission submission, LedgerStatus status)
    {
        if (submission.State == SubmissionState.Reserved || (submission.State == SubmissionState.Withdrawn && !submission.Attempted))
        {
            return false;
        }

        return string.Equals(status.Service, submission.Service, StringComparison.OrdinalIgnoreCase) && IsInTime(submission, status.Timestamp);
    }

    /// <summary>Whether a status with this timestamp can speak of the submission; an older one is about an earlier file of that name.</summary>
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

    /// <summary>A submission never goes back: an Answered one stays so when its status 1 is read late.</summary>
    private static SubmissionState Forward(SubmissionState state, SubmissionState to) =>
        state is SubmissionState.Delivered or SubmissionState.Accepted or SubmissionState.Answered && state > to ? state : to;
}
