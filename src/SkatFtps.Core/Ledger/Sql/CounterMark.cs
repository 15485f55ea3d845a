using System.Collections.Generic;
using System.Text;

namespace SkatFtps.Ledger.Sql;

/// <summary>
/// How an account's counter stands in the ledger's file, so that it is found without a database:
/// <c>skatftps-mark:ACCOUNT:COUNTER:FLUSHED;</c>, where FLUSHED is the counter that was known to be on the disk when the row was written.
/// </summary>
internal sealed class CounterMark
{
    public const string Prefix = "skatftps-mark:";

    private const int Longest = 80;

    private static readonly byte[] Bytes = Encoding.ASCII.GetBytes(Prefix);

    private CounterMark(long account, long counter, long flushed)
    {
        Account = account;
        Counter = counter;
        Flushed = flushed;
    }

    public long Account { get; }

    public long Counter { get; }

    public long Flushed { get; }

    /// <summary>Every mark in some bytes, those that were overwritten but not erased included: of one account the highest counts.</summary>
    public static IEnumerable<CounterMark> Find(byte[] content, int from, int until)
    {
        for (int at = from; at <= until - Bytes.Length; at++)
        {
            if (IsAt(content, at) && Parse(content, at + Bytes.Length, until) is { } mark)
            {
                yield return mark;
            }
        }
    }

    private static bool IsAt(byte[] content, int at)
    {
        for (int i = 0; i < Bytes.Length; i++)
        {
            if (content[at + i] != Bytes[i])
            {
                return false;
            }
        }

        return true;
    }

    private static CounterMark? Parse(byte[] content, int from, int until)
    {
        var numbers = new long[3];
        int field = 0;
        for (int at = from; at < until && at < from + Longest && field < 3; at++)
        {
            byte c = content[at];
            if (c is >= (byte)'0' and <= (byte)'9')
            {
                numbers[field] = unchecked((numbers[field] * 10) + c - '0');
            }
            else if (c == (field == 2 ? ';' : ':'))
            {
                field++;
            }
            else
            {
                return null;
            }
        }

        return field == 3 ? new CounterMark(numbers[0], numbers[1], numbers[2]) : null;
    }
}
