using System;
using System.Data.Common;
using SkatFtps.Ledger.Rows;
using SkatFtps.Ledger.Sql;

namespace SkatFtps.Ledger;

/// <summary>What the ledger knows of one submission.</summary>
public sealed class LedgerSubmission
{
    internal const string Columns =
        "id, service, name, sha256, length, validate_only, state, reason, reserved_at, changed_at, machine, os_user, process_id,"
            + " attempted, reservation, owner, content_key, "
        + "account_id, allow_duplicate, needs_review, wire_length, wire_sha256, contested, checksum, reviewed_at";

    /// <summary>Reads a row and compares it with its checksum.</summary>
    /// <exception cref="DamagedRowException">It is not as it was written.</exception>
    internal LedgerSubmission(DbDataReader row, int first = 0)
        : this(row, first, true)
    {
    }

    private LedgerSubmission(DbDataReader row, int first, bool verify)
    {
        Id = row.Number(first);
        Service = row.GetString(first + 1);
        FileName = row.GetString(first + 2);
        Sha256 = row.GetString(first + 3) is { Length: > 0 } hash ? hash : null;
        Length = row.Number(first + 4);
        ValidateOnly = row.Number(first + 5) != 0;
        State = row.State(first + 6);
        Reason = row.Text(first + 7);
        ReservedAt = row.Time(first + 8);
        ChangedAt = row.Time(first + 9);
        MachineName = row.GetString(first + 10);
        OsUser = row.GetString(first + 11);
        ProcessId = (int)row.Number(first + 12);
        Attempted = row.Number(first + 13) != 0;
        Token = row.GetString(first + 14);
        Owner = row.Text(first + 15);
        ContentKey = row.Text(first + 16);
        Account = row.Number(first + 17);
        AllowDuplicate = row.Number(first + 18) != 0;
        ReviewReason = row.Text(first + 19);
        WireLength = row.NumberOrNull(first + 20);
        WireSha256 = row.Text(first + 21);
        Contested = row.NumberOrNull(first + 22) == 1;
        ReviewedAt = row.TimeOrNull(first + 24);
        if (verify && row.NumberOrNull(first + 23) != Checksum())
        {
            throw new DamagedRowException($"submission {Id} is not as it was written");
        }
    }

    /// <summary>A row that is about to be written.</summary>
    internal LedgerSubmission(long account, LedgerOwner by, ReservationEntry entry, string token, string owner, long now)
    {
        Account = account;
        Service = entry.Service;
        FileName = entry.FileName;
        Sha256 = entry.Content.Sha256;
        ContentKey = entry.Content.Key;
        Length = entry.Content.Length;
        ValidateOnly = entry.ValidateOnly;
        AllowDuplicate = entry.AllowDuplicate;
        State = SubmissionState.Reserved;
        Token = token;
        Owner = owner;
        ReservedAt = ChangedAt = DateTimeOffset.FromUnixTimeMilliseconds(now);
        MachineName = by.MachineName;
        OsUser = by.OsUser;
        ProcessId = by.ProcessId;
    }

    public long Id { get; }

    public string Service { get; }

    public string FileName { get; }

    /// <summary>
    /// Of the file, lower-case hexadecimal; null for a large one that was not read to its end: it is on its way, or its process died.
    /// </summary>
    public string? Sha256 { get; internal set; }

    /// <summary>Bytes of the file.</summary>
    public long Length { get; }

    /// <inheritdoc cref="UploadFacts.WireLength"/>
    public long? WireLength { get; internal set; }

    /// <summary>Of these bytes, lower-case hexadecimal; null where they are not known.</summary>
    public string? WireSha256 { get; internal set; }

    /// <summary>Why a person must look at it, whatever state it is in; null where nobody need.</summary>
    public string? ReviewReason { get; internal set; }

    /// <summary>A <c>val_</c> file: checked by the authority, not filed.</summary>
    public bool ValidateOnly { get; }

    public SubmissionState State { get; internal set; }

    /// <summary>Why it is in its state; null when the state says it all.</summary>
    public string? Reason { get; internal set; }

    public DateTimeOffset ReservedAt { get; }

    public DateTimeOffset ChangedAt { get; internal set; }

    public string MachineName { get; }

    public string OsUser { get; }

    public int ProcessId { get; }

    /// <summary>STOR may have been written: the row was once Sending.</summary>
    internal bool Attempted { get; set; }

    /// <summary>When a person last settled it; what was read before has been judged then.</summary>
    internal DateTimeOffset? ReviewedAt { get; set; }

    internal string Token { get; }

    /// <summary>The ledger that holds it; null unless Reserved or Sending.</summary>
    internal string? Owner { get; set; }

    /// <summary>Null for a large file of a ledger from before there were keys.</summary>
    internal string? ContentKey { get; }

    internal long Account { get; }

    internal bool AllowDuplicate { get; }

    /// <summary>Another submission holds its name too: both are kept, and this one is not the one that is found by the name.</summary>
    internal bool Contested { get; set; }

    /// <summary>Equal length, beginning and end are taken for equal contents where not both hashes are known.</summary>
    internal bool HasContent(string? sha256) => Sha256 is null || sha256 is null || Sha256 == sha256;

    /// <summary>Over all that is stored of it but its id, which only the database knows when it is written.</summary>
    internal long Checksum() => new Checksum()
        .Add(Account).Add(Service).Add(FileName).Add(Sha256 ?? string.Empty).Add(Length).Add(ValidateOnly).Add(AllowDuplicate)
        .Add(State.ToString()).Add(Reason).Add(Token).Add(Owner).Add(Attempted).Add(ReservedAt.ToUnixTimeMilliseconds())
            .Add(ChangedAt.ToUnixTimeMilliseconds())
        .Add(MachineName).Add(OsUser).Add(ProcessId).Add(ContentKey).Add(ReviewReason).Add(WireLength).Add(WireSha256).Add(Contested)
            .Add(ReviewedAt?.ToUnixTimeMilliseconds())
        .Value;

    /// <summary>A row that has no checksum yet.</summary>
    internal static LedgerSubmission Unchecked(DbDataReader row) => new(row, 0, verify: false);

    /// <summary>A name that was used for a file of which nothing else is known. Its content is equal to none.</summary>
    internal static LedgerSubmission OfSpentName(long account, LedgerOwner by, string service, string name, string reason, long now)
    {
        var entry = new ReservationEntry(
            service, name, ContentMark.OfLarge(0, string.Empty, null), allowDuplicate: false, validateOnly: false);
        return new LedgerSubmission(account, by, entry, Guid.NewGuid().ToString("N"), string.Empty, now)
        {
            Owner = null,
            State = SubmissionState.Sent,
            Reason = reason,
            Attempted = true,
        };
    }

    /// <summary>The same row, to be changed and written.</summary>
    internal LedgerSubmission Copy() => (LedgerSubmission)MemberwiseClone();
}
