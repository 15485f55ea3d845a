using System;
using System.Data.Common;
using System.Globalization;

namespace SkatFtps.Ledger.Sql;

/// <summary>Reads columns alike from every driver: the same column is an int here and a long there.</summary>
internal static class LedgerColumns
{
    public static long Number(this DbDataReader row, int column) => Convert.ToInt64(row.GetValue(column), CultureInfo.InvariantCulture);

    public static long? NumberOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Number(column);

    public static string? Text(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static DateTimeOffset Time(this DbDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.Number(column));

    public static DateTimeOffset? TimeOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Time(column);

    public static SubmissionState State(this DbDataReader row, int column) =>
        (SubmissionState)Enum.Parse(typeof(SubmissionState), row.GetString(column));
}
