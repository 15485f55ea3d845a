using System;
using System.Data.Common;
using SkatFtps.Ledger.Sql;

namespace SkatFtps.Ledger;

/// <summary>What the ledger knows of one submission.</summary>
public sealed class LedgerSubmission
{
    internal const string Columns = "id, service, name, sha256, length, validate_only, state, reason, reserved_at, changed_at, machine, os_user, process_id, attempted, token, owner, content_key";

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
    }

    public long Id { get; }

    public string Service { get; }

    public string FileName { get; }

    /// <summary>Lower-case hexadecimal; null for a large file that has not arrived for certain.</summary>
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

    /// <summary>STOR may have been written: the row was once Sending.</summary>
    internal bool Attempted { get; }

    internal string Token { get; }

    /// <summary>The ledger that holds it; null unless Reserved or Sending.</summary>
    internal string? Owner { get; }

    /// <summary>Null for a large file of a ledger from before there were keys.</summary>
    internal string? ContentKey { get; }

    /// <summary>Equal length, beginning and end are taken for equal contents where not both hashes are known.</summary>
    internal bool HasContent(string? sha256) => Sha256 is null || sha256 is null || Sha256 == sha256;
}
