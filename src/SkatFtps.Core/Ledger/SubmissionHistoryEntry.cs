using System;
using SkatFtps.Ledger;

namespace SkatFtps;

/// <summary>
/// One change of a submission, as a user receives it. Where the state stays the same, the reason says what else happened.
/// </summary>
public sealed class SubmissionHistoryEntry(LedgerSubmission row, SubmissionChange change)
{
    /// <summary>The submission's id in the ledger: a name that was withdrawn and sent again has two.</summary>
    public long SubmissionId { get; } = row.Id;

    public string Service { get; } = row.Service;

    public string FtpTransaktionsId { get; } = row.FileName;

    /// <summary>By the ledger's clock.</summary>
    public DateTimeOffset At { get; } = change.At;

    /// <summary>Null for the first.</summary>
    public SubmissionState? From { get; } = change.From;

    public SubmissionState To { get; } = change.To;

    /// <summary>Null when the states say it all.</summary>
    public string? Reason { get; } = change.Reason;

    public string MachineName { get; } = change.MachineName;

    public string OsUser { get; } = change.OsUser;

    public int ProcessId { get; } = change.ProcessId;

    public override string ToString() => $"{FtpTransaktionsId}: {To}";
}
