using System;
using SkatFtps.Text;

namespace SkatFtps.Preflight;

/// <summary>One record as it is read: its length, and of its bytes only the beginning.</summary>
internal sealed class ClassicRecord
{
    public const int ByteOrderMarkLength = 3;

    // Enough for the end record's number of records.
    private const int Kept = 32;

    private readonly byte[] _head = new byte[Kept];
    private long _length;

    /// <summary>Bytes without the line end.</summary>
    public long Length => EndsInReturn ? _length - 1 : _length;

    /// <summary>The last byte so far is a carriage return, which belongs to the line end.</summary>
    public bool EndsInReturn { get; private set; }

    /// <summary>The first four bytes, control characters escaped.</summary>
    public string Start => Printable.Escape(Text(0, 4));

    public bool HasByteOrderMark => Length >= ByteOrderMarkLength && _head[0] == 0xEF && _head[1] == 0xBB && _head[2] == 0xBF;

    public void Clear()
    {
        _length = 0;
        EndsInReturn = false;
    }

    public void Add(byte[] bytes, int offset, int count)
    {
        if (count == 0)
        {
            return;
        }

        if (_length < Kept)
        {
            Buffer.BlockCopy(bytes, offset, _head, (int)_length, Math.Min(count, Kept - (int)_length));
        }

        _length += count;
        EndsInReturn = bytes[offset + count - 1] == '\r';
    }

    /// <param name="digits">Four of them.</param>
    public bool StartsWith(string digits) =>
        Length >= 4 && _head[0] == digits[0] && _head[1] == digits[1] && _head[2] == digits[2] && _head[3] == digits[3];

    /// <summary>Some of the kept bytes as text; shorter where the record ends.</summary>
    public string Text(int offset, int count)
    {
        int end = (int)Math.Min(Math.Min(Length, Kept), offset + count);
        return end <= offset ? string.Empty : Encodings.Latin1.GetString(_head, offset, end - offset);
    }
}
