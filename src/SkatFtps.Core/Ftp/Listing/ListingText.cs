using System;

namespace SkatFtps.Ftp.Listing;

/// <summary>Looks into the bytes of one line of a listing, from one place up to, and without, another.</summary>
internal static class ListingText
{
    /// <summary>A number of at most 18 digits and nothing else, or -1.</summary>
    public static long ReadNumber(byte[] line, int start, int end)
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

    /// <summary>Goes on to the next blank, or the end.</summary>
    public static void SkipField(byte[] line, ref int at, int end)
    {
        while (at < end && line[at] != ' ')
        {
            at++;
        }
    }

    public static void SkipBlanks(byte[] line, ref int at, int end)
    {
        while (at < end && line[at] == ' ')
        {
            at++;
        }
    }

    public static bool StartsWith(byte[] line, int start, int end, string text) =>
        end - start >= text.Length && IndexOf(line, start, start + text.Length, text) == start;

    /// <param name="line">The line.</param>
    /// <param name="start">Where the word begins.</param>
    /// <param name="end">Where it has ended.</param>
    /// <param name="word">In lower case; the line's may be in any.</param>
    public static bool IsWord(byte[] line, int start, int end, string word)
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

    /// <summary>Where the text stands, or -1.</summary>
    public static int IndexOf(byte[] line, int start, int end, string text)
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

    public static string Ascii(byte[] line, int start, int end)
    {
        var text = new char[end - start];
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = (char)line[start + i];
        }

        return new string(text);
    }

    /// <summary>Whether the calendar has such a day.</summary>
    public static bool IsDate(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
}
