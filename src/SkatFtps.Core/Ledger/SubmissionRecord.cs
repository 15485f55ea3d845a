using System;
using SkatFtps.Ledger;

namespace SkatFtps;

/// <summary>What the ledger knows of one submission, as a user receives it.</summary>
public sealed class SubmissionRecord(LedgerSubmission row)
{

    /// <summary>In the ledger.</summary>
    public long Id { get; } = row.Id;

    public string Service { get; } = row.Service;

    public string FileName { get; } = row.FileName;

    /// <summary>The uploaded file's name is the transaction's id (guide, "Status files").</summary>
    public string FtpTransaktionsId => FileName;

    /// <summary>
    /// Of the file, upper-case hexadecimal; null for a large one that was not read to its end: it is on its way, or its process died.
    /// </summary>
    public string? Sha256 { get; } = row.Sha256?.ToUpperInvariant();

    /// <summary>Bytes of the file.</summary>
    public long Length { get; } = row.Length;

    /// <inheritdoc cref="UploadFacts.WireLength"/>
    public long? WireLength { get; } = row.WireLength;

    /// <summary>Of these bytes, upper-case hexadecimal; null where they are not known.</summary>
    public string? WireSha256 { get; } = row.WireSha256?.ToUpperInvariant();

    /// <summary>A <c>val_</c> file: checked by the authority, not filed.</summary>
    public bool ValidateOnly { get; } = row.ValidateOnly;

    public SubmissionState State { get; } = row.State;

    /// <summary>Why it is in its state; null when the state says it all.</summary>
    public string? Reason { get; } = row.Reason;

    /// <summary>A person must look at it, in whatever state it is; Resolve-SkatSubmission takes this off, with a reason.</summary>
    public bool NeedsReview { get; } = row.ReviewReason is not null;

    /// <summary>Why; null where nobody need.</summary>
    public string? ReviewReason { get; } = row.ReviewReason;

    public DateTimeOffset ReservedAt { get; } = row.ReservedAt;

    public DateTimeOffset ChangedAt { get; } = row.ChangedAt;

    public string MachineName { get; } = row.MachineName;

    public string OsUser { get; } = row.OsUser;

    public int ProcessId { get; } = row.ProcessId;

    public override string ToString() => FtpTransaktionsId;
}
