using System;
using System.Data.Common;
using SkatFtps.Ledger.Sql;

namespace SkatFtps.Ledger;

/// <summary>What the ledger knows of one submission.</summary>
public sealed class LedgerSubmission
{
    internal const string Columns = "id, service, name, sha256, length, validate_only, state, reason, reserved_at, changed_at, machine, os_user, process_id, attempted, token, owner, content_key, needs_review, wire_length, wire_sha256, reviewed_at";

    internal LedgerSubmission(DbDataReader row)
    {
        Id = row.Number(0);
        Service = row.GetString(1);
        FileName = row.GetString(2);
        Sha256 = row.GetString(3) is { Length: > 0 } hash ? hash : null;
        Length = row.Number(4);
        ValidateOnly = row.Number(5) != 0;
        State = row.State(6);
        Reason = row.Text(7);
        ReservedAt = row.Time(8);
        ChangedAt = row.Time(9);
        MachineName = row.GetString(10);
        OsUser = row.GetString(11);
        ProcessId = (int)row.Number(12);
        Attempted = row.Number(13) != 0;
        Token = row.GetString(14);
        Owner = row.Text(15);
        ContentKey = row.Text(16);
        ReviewReason = row.Text(17);
        WireLength = row.NumberOrNull(18);
        WireSha256 = row.Text(19);
        ReviewedAt = row.TimeOrNull(20);
    }

    public long Id { get; }

    public string Service { get; }

    public string FileName { get; }

    /// <summary>Of the file, lower-case hexadecimal; null for a large one that was not read to its end: it is on its way, or its process died.</summary>
    public string? Sha256 { get; }

    /// <summary>Bytes of the file.</summary>
    public long Length { get; }

    /// <inheritdoc cref="UploadFacts.WireLength"/>
    public long? WireLength { get; }

    /// <summary>Of these bytes, lower-case hexadecimal; null where they are not known.</summary>
    public string? WireSha256 { get; }

    /// <summary>Why a person must look at it, whatever state it is in; null where nobody need.</summary>
    public string? ReviewReason { get; }

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

    /// <summary>STOR may have been written: the row was once Sending.</summary>
    internal bool Attempted { get; }

    /// <summary>When a person last settled it; what was read before has been judged then.</summary>
    internal DateTimeOffset? ReviewedAt { get; }

    internal string Token { get; }

    /// <summary>The ledger that holds it; null unless Reserved or Sending.</summary>
    internal string? Owner { get; }

    /// <summary>Null for a large file of a ledger from before there were keys.</summary>
    internal string? ContentKey { get; }

    /// <summary>Equal length, beginning and end are taken for equal contents where not both hashes are known.</summary>
    internal bool HasContent(string? sha256) => Sha256 is null || sha256 is null || Sha256 == sha256;
}
