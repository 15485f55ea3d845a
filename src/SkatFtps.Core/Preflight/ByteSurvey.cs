using System;

namespace SkatFtps.Preflight;

/// <summary>Looks at a file's bytes as they pass: is it plain ASCII, could it be UTF-8, does it hold control characters.</summary>
internal sealed class ByteSurvey
{
    private const ulong HighBits = 0x8080808080808080;
    private const ulong Blanks = 0x2020202020202020;

    // Continuation bytes that a UTF-8 sequence still owes.
    private int _owed;

    /// <summary>Bytes above 7F.</summary>
    public long HighBytes { get; private set; }

    public long CarriageReturns { get; private set; }

    /// <summary>Control characters other than tab, carriage return and line feed.</summary>
    public long Controls { get; private set; }

    /// <summary>A byte above 7F stood where UTF-8 cannot have it.</summary>
    public bool BrokenUtf8 { get; private set; }

    /// <summary>
    /// There are letters beyond ASCII and all of them are UTF-8; in a single-byte encoding that hardly happens by chance.
    /// </summary>
    public bool LooksLikeUtf8 => HighBytes > 0 && !BrokenUtf8 && _owed == 0;

    public void Add(byte[] bytes, int offset, int count)
    {
        int end = offset + count;
        int at = offset;
        for (; at + 8 <= end; at += 8)
        {
            // Eight at a time: no byte with the high bit, none below a blank. (Eight blanks less, any byte below 20 borrows.)
            ulong word = BitConverter.ToUInt64(bytes, at);
            if (((word | ((word - Blanks) & ~word)) & HighBits) == 0)
            {
                BrokenUtf8 |= _owed != 0;
                _owed = 0;
                continue;
            }

            for (int i = 0; i < 8; i++)
            {
                Add(bytes[at + i]);
            }
        }

        for (; at < end; at++)
        {
            Add(bytes[at]);
        }
    }

    private void Add(byte value)
    {
        if (value >= 0x80)
        {
            HighBytes++;
            AddHigh(value);
            return;
        }

        BrokenUtf8 |= _owed != 0;
        _owed = 0;
        if (value == '\r')
        {
            CarriageReturns++;
        }
        else if (value < ' ' && value != '\n' && value != '\t')
        {
            Controls++;
        }
    }

    private void AddHigh(byte value)
    {
        bool continues = value < 0xC0;
        BrokenUtf8 |= continues != (_owed > 0) || value is 0xC0 or 0xC1 || value > 0xF4;
        _owed = continues ? Math.Max(0, _owed - 1) : value < 0xE0 ? 1 : value < 0xF0 ? 2 : 3;
    }
}
