using System;
using System.Globalization;

namespace SkatFtps.Ftp;

/// <summary>Makes entries of a listing's bytes as they stream in, however they are cut into reads.</summary>
internal sealed class DirectoryListing
{
    internal const int MaxLine = 16 * 1024;

    private readonly ListingForm _form;
    private readonly Action<DirectoryEntry> _entry;
    private readonly DateTime _today;
    private byte[] _rest = new byte[512];
    private int _restLength;

    /// <param name="form">Which command asked.</param>
    /// <param name="entry">Called for each entry.</param>
    /// <param name="today">Rows of the last months carry no year; this date supplies it.</param>
    public DirectoryListing(ListingForm form, Action<DirectoryEntry> entry, DateTime today)
    {
        _form = form;
        _entry = entry;
        _today = today;
    }

    /// <summary>Lines that are neither an entry nor known decoration: the listing is in a form that is not understood.</summary>
    public int UnreadLines { get; private set; }

    /// <summary>Entries handed over so far.</summary>
    public int Entries { get; private set; }

    public void Feed(byte[] buffer, int offset, int count)
    {
        int end = offset + count;
        int start = offset;
        while (true)
        {
            int newLine = Array.IndexOf(buffer, (byte)'\n', start, end - start);
            if (newLine < 0)
            {
                break;
            }

            if (_restLength > 0)
            {
                Keep(buffer, start, newLine - start);
                TakeLine(_rest, 0, _restLength);
                _restLength = 0;
            }
            else
            {
                TakeLine(buffer, start, newLine - start);
            }

            start = newLine + 1;
        }

        Keep(buffer, start, end - start);
    }

    /// <summary>The data connection has ended: a last line without line end counts.</summary>
    public void Finish()
    {
        if (_restLength > 0)
        {
            TakeLine(_rest, 0, _restLength);
            _restLength = 0;
        }
    }

    private void Keep(byte[] buffer, int start, int count)
    {
        if (_restLength + count > MaxLine)
        {
            throw new FtpsException(FtpsFailure.ListingIncomplete, "The listing holds a line of more than 16 KiB; that is no listing.");
        }

        if (_restLength + count > _rest.Length)
        {
            Array.Resize(ref _rest, Math.Max(_rest.Length * 2, _restLength + count));
        }

        Buffer.BlockCopy(buffer, start, _rest, _restLength, count);
        _restLength += count;
    }

    private void TakeLine(byte[] line, int start, int count)
    {
        if (count > 0 && line[start + count - 1] == '\r')
        {
            count--;
        }

        if (count == 0)
        {
            return;
        }

        int end = start + count;
        bool read = _form switch
        {
            ListingForm.Names => ReadName(line, start, end),
            ListingForm.Facts => ReadFacts(line, start, end),
            _ => ReadUnix(line, start, end) || ReadDos(line, start, end) || StartsWith(line, start, end, "total "),
        };
        if (!read)
        {
            UnreadLines++;
        }
    }

    private bool ReadName(byte[] line, int start, int end)
    {
        // Some servers prefix the folder: only the last part is a name.
        int slash = Array.LastIndexOf(line, (byte)'/', end - 1, end - start);
        return Emit(line, slash < 0 ? start : slash + 1, end, null, null, null);
    }

    // -rw-r--r--   1 owner group      1234 Nov 23 18:00 name
    private bool ReadUnix(byte[] line, int start, int end)
    {
        byte kind = line[start];
        if (kind is not ((byte)'-' or (byte)'d' or (byte)'l' or (byte)'b' or (byte)'c' or (byte)'p' or (byte)'s'))
        {
            return false;
        }

        int at = start;
        SkipField(line, ref at, end);
        if (at - start < 10)
        {
            return false;
        }

        // Owner and group may be missing, so the date is found first: a month's name with a number in front of it.
        long size = -1;
        for (int fields = 0; fields < 6; fields++)
        {
            SkipBlanks(line, ref at, end);
            int field = at;
            int month = MonthAt(line, at, end);
            if (month > 0 && size >= 0)
            {
                at += 3;
                if (TryReadUnixDate(line, ref at, end, month, out DateTime modified))
                {
                    return EmitUnix(kind, line, at, end, size, modified);
                }

                at = field;
            }

            SkipField(line, ref at, end);
            size = ReadNumber(line, field, at);
        }

        return false;
    }

    private bool EmitUnix(byte kind, byte[] line, int at, int end, long size, DateTime modified)
    {
        // Exactly one blank precedes the name; further ones belong to it.
        if (at >= end || line[at] != ' ')
        {
            return false;
        }

        at++;
        if (kind == 'l')
        {
            int arrow = IndexOf(line, at, end, " -> ");
            end = arrow < 0 ? end : arrow;
        }

        bool folder = kind is (byte)'d' or (byte)'l';
        return Emit(line, at, end, folder, folder ? null : size, modified);
    }

    // 11-23-26  06:00PM       <DIR>          name
    // 2026-11-23  18:00                 1234 name
    private bool ReadDos(byte[] line, int start, int end)
    {
        int at = start;
        SkipField(line, ref at, end);
        string date = Ascii(line, start, at);
        SkipBlanks(line, ref at, end);
        int timeStart = at;
        SkipField(line, ref at, end);
        string time = Ascii(line, timeStart, at);
        if (!DateTime.TryParseExact(date + " " + time, DosDates, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime modified))
        {
            return false;
        }

        SkipBlanks(line, ref at, end);
        int sizeStart = at;
        SkipField(line, ref at, end);
        bool folder = IndexOf(line, sizeStart, at, "<") == sizeStart;
        long size = ReadNumber(line, sizeStart, at);
        if ((!folder && size < 0) || at >= end)
        {
            return false;
        }

        // DOS pads "<DIR>" to the width of the sizes; a file's name follows after one blank.
        if (folder)
        {
            SkipBlanks(line, ref at, end);
        }
        else
        {
            at++;
        }

        return Emit(line, at, end, folder, folder ? null : size, modified);
    }

    private static readonly string[] DosDates =
    {
        "MM-dd-yy hh:mmtt", "MM-dd-yyyy hh:mmtt", "MM-dd-yy HH:mm", "MM-dd-yyyy HH:mm", "yyyy-MM-dd HH:mm", "dd-MM-yyyy HH:mm",
    };

    // type=file;size=1234;modify=20261123180000; name
    private bool ReadFacts(byte[] line, int start, int end)
    {
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
                if (IsWord(line, at, equals, "type"))
                {
                    if (IsWord(line, equals + 1, factEnd, "cdir") || IsWord(line, equals + 1, factEnd, "pdir"))
                    {
                        return true;
                    }

                    folder = IsWord(line, equals + 1, factEnd, "dir");
                }
                else if (IsWord(line, at, equals, "size"))
                {
                    long value = ReadNumber(line, equals + 1, factEnd);
                    size = value < 0 ? null : value;
                }
                else if (IsWord(line, at, equals, "modify"))
                {
                    modified = ReadFactTime(line, equals + 1, factEnd);
                }
            }

            at = factEnd + 1;
        }

        return Emit(line, blank + 1, end, folder, folder == true ? null : size, modified);
    }

    private static DateTime? ReadFactTime(byte[] line, int start, int end)
    {
        if (end - start < 14)
        {
            return null;
        }

        long value = ReadNumber(line, start, start + 14);
        if (value < 0)
        {
            return null;
        }

        int year = (int)(value / 10000000000), month = (int)(value / 100000000 % 100), day = (int)(value / 1000000 % 100);
        int hour = (int)(value / 10000 % 100), minute = (int)(value / 100 % 100), second = (int)(value % 100);
        return IsDate(year, month, day) && hour < 24 && minute < 60 && second < 60
            ? new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc)
            : null;
    }

    private bool Emit(byte[] line, int start, int end, bool? folder, long? size, DateTime? modified)
    {
        int length = end - start;
        if (length <= 0)
        {
            return false;
        }

        bool dots = (length == 1 && line[start] == '.') || (length == 2 && line[start] == '.' && line[start + 1] == '.');
        if (!dots)
        {
            var name = new byte[length];
            Buffer.BlockCopy(line, start, name, 0, length);
            Entries++;
            _entry(new DirectoryEntry(FtpName.FromBytes(name), folder, size, modified));
        }

        return true;
    }

    // " 23 18:00" or " 23  2025", after the month.
    private bool TryReadUnixDate(byte[] line, ref int at, int end, int month, out DateTime modified)
    {
        modified = default;
        SkipBlanks(line, ref at, end);
        int dayStart = at;
        SkipField(line, ref at, end);
        int day = (int)ReadNumber(line, dayStart, at);
        SkipBlanks(line, ref at, end);
        int last = at;
        SkipField(line, ref at, end);
        int colon = Array.IndexOf(line, (byte)':', last, at - last);
        if (colon < 0)
        {
            int year = (int)ReadNumber(line, last, at);
            if (!IsDate(year, month, day))
            {
                return false;
            }

            modified = new DateTime(year, month, day);
            return true;
        }

        long hour = ReadNumber(line, last, colon), minute = ReadNumber(line, colon + 1, at);
        // No year: within the last twelve months, a day's grace for clocks and zones.
        int thisYear = _today.Year;
        if (hour is < 0 or > 23 || minute is < 0 or > 59 || !IsDate(2024, month, day))
        {
            return false;
        }

        if (!IsDate(thisYear, month, day) || new DateTime(thisYear, month, day) > _today.AddDays(1))
        {
            thisYear--;
        }

        if (!IsDate(thisYear, month, day))
        {
            return false;
        }

        modified = new DateTime(thisYear, month, day, (int)hour, (int)minute, 0);
        return true;
    }

    private static bool IsDate(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);

    private const string Months = "janfebmaraprmayjunjulaugsepoctnovdec";

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

    private static long ReadNumber(byte[] line, int start, int end)
    {
        if (end <= start || end - start > 18)
        {
            return -1;
        }

        long value = 0;
        for (int i = start; i < end; i++)
        {
            if (line[i] is < (byte)'0' or > (byte)'9')
            {
                return -1;
            }

            value = (value * 10) + (line[i] - '0');
        }

        return value;
    }

    private static void SkipField(byte[] line, ref int at, int end)
    {
        while (at < end && line[at] != ' ')
        {
            at++;
        }
    }

    private static void SkipBlanks(byte[] line, ref int at, int end)
    {
        while (at < end && line[at] == ' ')
        {
            at++;
        }
    }

    private static bool StartsWith(byte[] line, int start, int end, string text) =>
        end - start >= text.Length && IndexOf(line, start, start + text.Length, text) == start;

    private static bool IsWord(byte[] line, int start, int end, string word)
    {
        if (end - start != word.Length)
        {
            return false;
        }

        for (int i = 0; i < word.Length; i++)
        {
            if ((line[start + i] | 0x20) != word[i])
            {
                return false;
            }
        }

        return true;
    }

    private static int IndexOf(byte[] line, int start, int end, string text)
    {
        for (int i = start; i <= end - text.Length; i++)
        {
            int n = 0;
            while (n < text.Length && line[i + n] == text[n])
            {
                n++;
            }

            if (n == text.Length)
            {
                return i;
            }
        }

        return -1;
    }

    private static string Ascii(byte[] line, int start, int end)
    {
        var text = new char[end - start];
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = (char)line[start + i];
        }

        return new string(text);
    }
}
