using System.Globalization;

namespace SkatFtps.Ledger.Sql;

/// <summary>FNV-1a, 64 bits: a byte that differs always makes another sum. It finds damage, not intent.</summary>
internal sealed class Checksum
{
    private const ulong Start = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    // Between two values, so that what one loses at its end and the next has at its beginning is seen; null and empty differ too.
    private const char End = '\u0001';
    private const char Null = '\u0000';

    private ulong _sum = Start;

    public long Value => unchecked((long)_sum);

    public static long Of(string text) => new Checksum().Add(text).Value;

    public Checksum Add(string? text)
    {
        foreach (char c in text ?? Null.ToString())
        {
            Take(c);
        }

        Take(End);
        return this;
    }

    public Checksum Add(long? number) => Add(number?.ToString(CultureInfo.InvariantCulture));

    public Checksum Add(bool flag) => Add(flag ? 1 : 0);

    private void Take(char c)
    {
        unchecked
        {
            _sum = (_sum ^ (byte)c) * Prime;
            _sum = (_sum ^ (byte)(c >> 8)) * Prime;
        }
    }
}
