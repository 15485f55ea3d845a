using System;
using System.Globalization;
using SkatFtps.Simulator.Options;

namespace SkatFtps.Simulator.Folders;

/// <summary>The forms in which servers write a listing; all give times in UTC, as most servers do.</summary>
internal static class ListingLines
{
    internal static Func<ListingEntry, DateTimeOffset, string> For(ListingStyle form) => form switch
    {
        ListingStyle.Unix => Unix,
        ListingStyle.Dos => Dos,
        _ => throw new InvalidOperationException($"There is no line for {form}."),
    };

    internal static string Names(ListingEntry entry, DateTimeOffset now) => entry.Name;

    internal static string Facts(ListingEntry entry, DateTimeOffset now) => entry.IsFolder
        ? string.Create(CultureInfo.InvariantCulture, $"type=dir;modify={entry.Time.UtcDateTime:yyyyMMddHHmmss}; {entry.Name}")
        : string.Create(
            CultureInfo.InvariantCulture, $"type=file;size={entry.Size};modify={entry.Time.UtcDateTime:yyyyMMddHHmmss}; {entry.Name}");

    private static string Unix(ListingEntry entry, DateTimeOffset now)
    {
        // Beyond six months the year stands where the time of day was.
        DateTime time = entry.Time.UtcDateTime;
        bool recent = now - entry.Time < TimeSpan.FromDays(182);
        string date = time.ToString(recent ? "MMM dd HH:mm" : "MMM dd  yyyy", CultureInfo.InvariantCulture);
        string mode = entry.IsFolder ? "drwxr-xr-x   2" : "-rw-r--r--   1";
        return string.Create(CultureInfo.InvariantCulture, $"{mode} gateway  gateway  {entry.Size,12} {date} {entry.Name}");
    }

    private static string Dos(ListingEntry entry, DateTimeOffset now)
    {
        string date = entry.Time.UtcDateTime.ToString("MM-dd-yy  hh:mmtt", CultureInfo.InvariantCulture);
        return string.Create(
            CultureInfo.InvariantCulture, $"{date} {(entry.IsFolder ? "      <DIR>         " : $"{entry.Size,20}")} {entry.Name}");
    }
}
