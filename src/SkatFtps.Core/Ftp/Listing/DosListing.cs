using System;
using System.Globalization;

namespace SkatFtps.Ftp.Listing;

/// <summary>LIST as DOS writes it: <c>11-23-26  06:00PM  &lt;DIR&gt;  name</c>, or a size in place of the folder's mark.</summary>
internal static class DosListing
{
    private static readonly string[] Dates =
    {
        "MM-dd-yy hh:mmtt", "MM-dd-yyyy hh:mmtt", "MM-dd-yy HH:mm", "MM-dd-yyyy HH:mm", "yyyy-MM-dd HH:mm", "dd-MM-yyyy HH:mm",
    };

    public static bool TryRead(byte[] line, int start, int end, out ListingRow row)
    {
        row = default;
        int at = start;
        ListingText.SkipField(line, ref at, end);
        string date = ListingText.Ascii(line, start, at);
        ListingText.SkipBlanks(line, ref at, end);
        int timeStart = at;
        ListingText.SkipField(line, ref at, end);
        string time = ListingText.Ascii(line, timeStart, at);
        if (!DateTime.TryParseExact(date + " " + time, Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime modified))
        {
            return false;
        }

        ListingText.SkipBlanks(line, ref at, end);
        int sizeStart = at;
        ListingText.SkipField(line, ref at, end);
        bool folder = ListingText.IndexOf(line, sizeStart, at, "<") == sizeStart;
        long size = ListingText.ReadNumber(line, sizeStart, at);
        if ((!folder && size < 0) || at >= end)
        {
            return false;
        }

        // DOS pads "<DIR>" to the width of the sizes; a file's name follows after one blank.
        if (folder)
        {
            ListingText.SkipBlanks(line, ref at, end);
        }
        else
        {
            at++;
        }

        row = new ListingRow(at, end, folder, size, modified);
        return true;
    }
}
