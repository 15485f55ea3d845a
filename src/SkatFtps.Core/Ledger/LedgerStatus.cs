using System;
using System.Collections.Generic;
using System.Data.Common;
using SkatFtps.Ledger.Sql;

namespace SkatFtps.Ledger;

/// <summary>A status file that was read, as the ledger keeps it.</summary>
public sealed class LedgerStatus
{
    internal const string Columns =
        "id, name, service, file_name, transaction_id, code, stamped_at, skat_id, error_code, error_message, error_resolution,"
            + " response_names, xml, submission_id, read_at, written_at, sha256";

    internal LedgerStatus(DbDataReader row)
    {
        Id = row.Number(0);
        StatusFileName = row.GetString(1);
        Service = row.GetString(2);
        FileName = row.Text(3);
        TransactionId = row.GetString(4);
        Code = (int)row.Number(5);
        Timestamp = row.TimeOrNull(6);
        SkatTransactionId = row.Text(7);
        ErrorCode = row.Text(8);
        ErrorMessage = row.Text(9);
        ErrorResolution = row.Text(10);
        ResponseNames = row.Text(11)?.Split('\n') ?? [];
        Xml = row.IsDBNull(12) ? null : (byte[])row.GetValue(12);
        SubmissionId = row.NumberOrNull(13);
        ReadAt = row.Time(14);
        WrittenAt = row.TimeOrNull(15);
        Sha256 = row.GetString(16);
    }

    public long Id { get; }

    public string StatusFileName { get; }

    public string Service { get; }

    /// <summary>The uploaded file's name; null for an unrelated outbound file.</summary>
    public string? FileName { get; }

    public string TransactionId { get; }

    /// <summary>0 to 3.</summary>
    public int Code { get; }

    /// <summary>The gateway's, UTC; null when the file bore none.</summary>
    public DateTimeOffset? Timestamp { get; }

    public string? SkatTransactionId { get; }

    public string? ErrorCode { get; }

    public string? ErrorMessage { get; }

    public string? ErrorResolution { get; }

    public IReadOnlyList<string> ResponseNames { get; }

    /// <summary>The file as it came; null once it was cleared.</summary>
    public byte[]? Xml { get; }

    /// <summary>The submission it speaks of, or null.</summary>
    public long? SubmissionId { get; }

    public DateTimeOffset ReadAt { get; }

    /// <summary>When it was first claimed for output (<see cref="LedgerStatuses.ClaimAsync"/>), or null.</summary>
    public DateTimeOffset? WrittenAt { get; }

    internal string Sha256 { get; }
}
