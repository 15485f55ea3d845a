using System;
using System.Data.Common;
using SkatFtps.Ledger.Sql;

namespace SkatFtps.Ledger;

/// <summary>A response that is on this side's disk.</summary>
public sealed class LedgerResponse
{
    internal const string Columns = "id, name, transaction_id, size, local_path, sha256, received_at, removed_at";

    internal LedgerResponse(DbDataReader row)
    {
        Id = row.Number(0);
        Name = row.GetString(1);
        TransactionId = row.Text(2);
        Size = row.Number(3);
        LocalPath = row.Text(4);
        Sha256 = row.GetString(5);
        ReceivedAt = row.Time(6);
        RemovedAt = row.TimeOrNull(7);
    }

    /// <summary>As listed in /out.</summary>
    public string Name { get; }

    public string? TransactionId { get; }

    /// <summary>Bytes.</summary>
    public long Size { get; }

    /// <summary>Null once it was cleared.</summary>
    public string? LocalPath { get; }

    public string Sha256 { get; }

    public DateTimeOffset ReceivedAt { get; }

    /// <summary>When it was removed from /out, or null.</summary>
    public DateTimeOffset? RemovedAt { get; }

    internal long Id { get; }
}
