using System;

namespace SkatFtps.Ftp.Listing;

/// <summary>LIST as Unix writes it: <c>-rw-r--r--   1 owner group      1234 Nov 23 18:00 name</c>.</summary>
internal static class UnixListing
{
    private const string Months = "janfebmaraprmayjunjulaugsepoctnovdec";

    /// <param name="line">The line's bytes.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="end">Where it has ended.</param>
    /// <param name="today">Rows of the last months carry no year; this date supplies it.</param>
    /// <param name="row">What it tells.</param>
    public static bool TryRead(byte[] line, int start, int end, DateTime today, out ListingRow row)
    {
        row = default;
        byte kind = line[start];
        if (kind is not ((byte)'-' or (byte)'d' or (byte)'l' or (byte)'b' or (byte)'c' or (byte)'p' or (byte)'s'))
        {
            return false;
        }

        int at = start;
        ListingText.SkipField(line, ref at, end);
        if (at - start < 10)
        {
            return false;
        }

        // Owner and group may be missing, so the date is found first: a month's name with a number in front of it.
        long size = -1;
        for (int fields = 0; fields < 6; fields++)
        {
            ListingText.SkipBlanks(line, ref at, end);
            int field = at;
            int month = size < 0 ? 0 : MonthAt(line, at, end);
            if (month > 0)
            {
                at += 3;
                if (TryReadDate(line, ref at, end, month, today, out DateTime modified))
                {
                    return TryReadName(kind, line, at, end, size, modified, out row);
                }

                at = field;
            }

            ListingText.SkipField(line, ref at, end);
            size = ListingText.ReadNumber(line, field, at);
        }

        return false;
    }

    private static bool TryReadName(byte kind, byte[] line, int at, int end, long size, DateTime modified, out ListingRow row)
    {
        row = default;

        // Exactly one blank precedes the name; further ones belong to it.
        if (at >= end || line[at] != ' ')
        {
            return false;
        }

        at++;
        if (kind == 'l')
        {
            int arrow = ListingText.IndexOf(line, at, end, " -> ");
            end = arrow < 0 ? end : arrow;
        }

        row = new ListingRow(at, end, kind is (byte)'d' or (byte)'l', size, modified);
        return true;
    }

    // " 23 18:00" or " 23  2025", after the month.
    private static bool TryReadDate(byte[] line, ref int at, int end, int month, DateTime today, out DateTime modified)
    {
        modified = default;
        ListingText.SkipBlanks(line, ref at, end);
        int dayStart = at;
        ListingText.SkipField(line, ref at, end);
        int day = (int)ListingText.ReadNumber(line, dayStart, at);
        ListingText.SkipBlanks(line, ref at, end);
        int last = at;
        ListingText.SkipField(line, ref at, end);
        int colon = Array.IndexOf(line, (byte)':', last, at - last);
        if (colon < 0)
        {
            int year = (int)ListingText.ReadNumber(line, last, at);
            if (!ListingText.IsDate(year, month, day))
            {
                return false;
            }

            modified = new DateTime(year, month, day);
            return true;
        }

        long hour = ListingText.ReadNumber(line, last, colon), minute = ListingText.ReadNumber(line, colon + 1, at);

        // No year: within the last twelve months, a day's grace for clocks and zones.
        int thisYear = today.Year;
        if (hour is < 0 or > 23 || minute is < 0 or > 59 || !ListingText.IsDate(2024, month, day))
        {
            return false;
        }

        if (!ListingText.IsDate(thisYear, month, day) || new DateTime(thisYear, month, day) > today.AddDays(1))
        {
            thisYear--;
        }

        if (!ListingText.IsDate(thisYear, month, day))
        {
            return false;
        }

        modified = new DateTime(thisYear, month, day, (int)hour, (int)minute, 0);
        return true;
    }

    private static int MonthAt(byte[] line, int at, int end)
    {
        if (end - at < 4 || line[at + 3] != ' ')
        {
            return 0;
        }

        for (int month = 0; month < 12; month++)
        {
            int i = month * 3;
            if ((line[at] | 0x20) == Months[i] && (line[at + 1] | 0x20) == Months[i + 1] && (line[at + 2] | 0x20) == Months[i + 2])
            {
                return month + 1;
            }
        }

        return 0;
    }
}
