using System;
using System.Data.Common;
using SkatFtps.Ledger.Sql;

namespace SkatFtps.Ledger.Rows;

/// <summary>A row of skatftps_sighting.</summary>
internal sealed class SightingRow(DbDataReader row)
{
    public const string Columns = "id, name, sha256, length, form, size, modified, first_shown_at, fetched_at, removed_at";

    public long Id { get; } = row.Number(0);

    public string Sha256 { get; } = row.GetString(2);

    public ListedFile Listed { get; } = ListedFile.FromStored(row.Number(4), row.Number(5), row.Number(6));

    public DateTimeOffset FirstShownAt { get; } = row.Time(7);

    /// <summary>When the content was removed from /out, or another took its place; null while it lies there.</summary>
    public DateTimeOffset? RemovedAt { get; } = row.TimeOrNull(9);

    private long Length { get; } = row.Number(3);

    private DateTimeOffset FetchedAt { get; } = row.Time(8);

    public Sighting ToSighting(bool isContested) => new(Listed, Sha256, Length, FirstShownAt, FetchedAt, isContested);
}
