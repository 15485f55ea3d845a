using System;

namespace SkatFtps.Ftp.Listing;

/// <summary>MLSD: <c>type=file;size=1234;modify=20261123180000; name</c> (RFC 3659, 7).</summary>
internal static class FactsListing
{
    // yyyyMMddHHmmss
    private const int TimeLength = 14;

    public static bool TryRead(byte[] line, int start, int end, out ListingRow row)
    {
        row = default;
        int blank = Array.IndexOf(line, (byte)' ', start, end - start);
        if (blank < 0)
        {
            return false;
        }

        bool? folder = null;
        long? size = null;
        DateTime? modified = null;
        int at = start;
        while (at < blank)
        {
            int semicolon = Array.IndexOf(line, (byte)';', at, blank - at);
            int factEnd = semicolon < 0 ? blank : semicolon;
            int equals = Array.IndexOf(line, (byte)'=', at, factEnd - at);
            if (equals > 0)
            {
                if (ListingText.IsWord(line, at, equals, "type"))
                {
                    if (ListingText.IsWord(line, equals + 1, factEnd, "cdir") || ListingText.IsWord(line, equals + 1, factEnd, "pdir"))
                    {
                        // The folder itself or the one above it.
                        return true;
                    }

                    folder = ListingText.IsWord(line, equals + 1, factEnd, "dir");
                }
                else if (ListingText.IsWord(line, at, equals, "size"))
                {
                    long value = ListingText.ReadNumber(line, equals + 1, factEnd);
                    size = value < 0 ? null : value;
                }
                else if (ListingText.IsWord(line, at, equals, "modify"))
                {
                    modified = ReadTime(line, equals + 1, factEnd);
                }
            }

            at = factEnd + 1;
        }

        row = new ListingRow(blank + 1, end, folder, size, modified);
        return true;
    }

    /// <summary>The time in a reply to MDTM, 213; null where it is another reply.</summary>
    public static DateTime? TimeOf(FtpReply reply)
    {
        byte[] text = FtpText.Encode(reply.Text.Trim());
        return reply.Code == 213 ? ReadTime(text, 0, text.Length) : null;
    }

    /// <summary>
    /// False of a name that begins as a time does: some servers take that for the time to be set, and the rest for the name.
    /// </summary>
    public static bool MayBeAsked(FtpName name)
    {
        int blank = Array.IndexOf(name.Bytes, (byte)' ');
        return blank < TimeLength || ListingText.ReadNumber(name.Bytes, 0, TimeLength) < 0;
    }

    private static DateTime? ReadTime(byte[] line, int start, int end)
    {
        if (end - start < TimeLength)
        {
            return null;
        }

        long value = ListingText.ReadNumber(line, start, start + TimeLength);
        if (value < 0)
        {
            return null;
        }

        int year = (int)(value / 10000000000), month = (int)(value / 100000000 % 100), day = (int)(value / 1000000 % 100);
        int hour = (int)(value / 10000 % 100), minute = (int)(value / 100 % 100), second = (int)(value % 100);
        return ListingText.IsDate(year, month, day) && hour < 24 && minute < 60 && second < 60
            ? new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc)
            : null;
    }
}
