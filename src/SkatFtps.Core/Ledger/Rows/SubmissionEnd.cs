using System;

namespace SkatFtps.Ledger.Rows;

/// <summary>How the sending of a reservation ended, as its sender knows it. Kept until the ledger has it.</summary>
/// <param name="reservation">What was sent, or not.</param>
/// <param name="to">Sent, InDoubt or Withdrawn.</param>
/// <param name="reason">Null when the state says it all.</param>
/// <param name="facts">What is known of the file and of what went, or null.</param>
internal sealed class SubmissionEnd(Reservation reservation, SubmissionState to, string? reason, UploadFacts? facts)
{
    private readonly UploadFacts? _facts = facts;

    public Reservation Reservation { get; } = reservation;

    public SubmissionState To { get; } = to;

    public string? Reason { get; } = reason;

    /// <summary>
    /// The state that the ledger has it in, once it is written; a status or a person may have been quicker. Null until then.
    /// </summary>
    public SubmissionState? Became { get; set; }

    /// <summary>The row as it is to be written.</summary>
    /// <param name="row">As it is.</param>
    /// <param name="overrides">Whether the end decides the state; else a status or a person was quicker.</param>
    /// <param name="trace">What is to be traced beside the state, or null.</param>
    public LedgerSubmission Apply(LedgerSubmission row, bool overrides, out string? trace)
    {
        trace = null;
        LedgerSubmission after = row.Copy();
        after.Sha256 ??= _facts?.Sha256?.ToLowerInvariant();
        if (_facts?.WireLength is not null)
        {
            after.WireLength = _facts.WireLength;
            after.WireSha256 = _facts.WireSha256?.ToLowerInvariant();
        }

        if (To != SubmissionState.InDoubt && row.ReviewReason?.EndsWith(SubmissionRows.Unwitnessed, StringComparison.Ordinal) == true)
        {
            // It was thought dead, and speaks after all: how much went is known now.
            after.ReviewReason = null;
            trace = "its process lives; no review is needed";
        }

        if (overrides)
        {
            after.State = To;
            after.Reason = Reason;
        }

        return To == SubmissionState.InDoubt && _facts?.ReviewReason is string left ? Flag(after, left, overrides, ref trace) : after;
    }

    // That not all of it is known to have gone must be seen, whoever was quicker.
    private static LedgerSubmission Flag(LedgerSubmission after, string left, bool overrides, ref string? trace)
    {
        if (overrides)
        {
            after.ReviewReason = left;
        }
        else if (after.ReviewReason?.Contains(left) != true)
        {
            after.ReviewReason = SubmissionRows.OneMoreReason(after, left);
            trace = SubmissionRows.NeedsReview + left;
        }

        return after;
    }
}
