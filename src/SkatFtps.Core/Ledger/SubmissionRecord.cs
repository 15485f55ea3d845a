using System;
using SkatFtps.Ledger;

namespace SkatFtps;

/// <summary>What the ledger knows of one submission, as a user receives it.</summary>
public sealed class SubmissionRecord
{
    public SubmissionRecord(LedgerSubmission row)
    {
        Id = row.Id;
        Service = row.Service;
        FileName = row.FileName;
        Sha256 = row.Sha256?.ToUpperInvariant();
        Length = row.Length;
        ValidateOnly = row.ValidateOnly;
        State = row.State;
        Reason = row.Reason;
        ReservedAt = row.ReservedAt;
        ChangedAt = row.ChangedAt;
        MachineName = row.MachineName;
        OsUser = row.OsUser;
        ProcessId = row.ProcessId;
    }

    /// <summary>In the ledger.</summary>
    public long Id { get; }

    public string Service { get; }

    public string FileName { get; }

    /// <summary>The uploaded file's name is the transaction's id (guide, "Status files").</summary>
    public string FtpTransaktionsId => FileName;

    /// <summary>Upper-case hexadecimal; null for a large file that has not arrived for certain.</summary>
    public string? Sha256 { get; }

    /// <summary>Bytes.</summary>
    public long Length { get; }

    /// <summary>A <c>val_</c> file: checked by the authority, not filed.</summary>
    public bool ValidateOnly { get; }

    public SubmissionState State { get; }

    /// <summary>Why it is in its state; null when the state says it all.</summary>
    public string? Reason { get; }

    public DateTimeOffset ReservedAt { get; }

    public DateTimeOffset ChangedAt { get; }

    public string MachineName { get; }

    public string OsUser { get; }

    public int ProcessId { get; }

    public override string ToString() => FtpTransaktionsId;
}
