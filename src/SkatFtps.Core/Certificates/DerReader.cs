using System;

namespace SkatFtps.Certificates;

/// <summary>Walks DER (X.690) as far as names in certificates need it: definite lengths, tags of one byte.</summary>
internal sealed class DerReader
{
    public const byte ObjectIdentifier = 0x06;
    public const byte Sequence = 0x30;
    public const byte Set = 0x31;

    private readonly byte[] _bytes;
    private readonly int _end;
    private int _position;

    public DerReader(byte[] bytes)
        : this(bytes, 0, bytes.Length)
    {
    }

    private DerReader(byte[] bytes, int start, int end)
    {
        _bytes = bytes;
        _position = start;
        _end = end;
    }

    public bool AtEnd => _position >= _end;

    /// <summary>The next value's tag, which stays unread. Only while not <see cref="AtEnd"/>.</summary>
    public byte PeekTag() => _position < _end ? _bytes[_position] : throw Cut();

    /// <summary>Steps over a value of the given tag and returns a reader for what is inside.</summary>
    /// <exception cref="FormatException">Another tag, or the bytes end too early.</exception>
    public DerReader ReadInside(byte tag)
    {
        if (PeekTag() != tag)
        {
            throw new FormatException($"Tag {tag:X2} expected, {PeekTag():X2} found.");
        }

        return ReadAny();
    }

    /// <summary>Steps over the next value, whatever its tag.</summary>
    /// <exception cref="FormatException">The bytes end too early.</exception>
    public DerReader ReadAny()
    {
        int start = _position + 1;
        int length = ReadLength(ref start);
        if (length > _end - start)
        {
            throw Cut();
        }

        _position = start + length;
        return new DerReader(_bytes, start, _position);
    }

    public byte[] Rest()
    {
        byte[] rest = new byte[_end - _position];
        Array.Copy(_bytes, _position, rest, 0, rest.Length);
        return rest;
    }

    /// <summary>Reads an object identifier in dotted form.</summary>
    /// <exception cref="FormatException">Not one, or one with an arc beyond 63 bits.</exception>
    public string ReadOid()
    {
        byte[] content = ReadInside(ObjectIdentifier).Rest();
        string oid = string.Empty;
        long arc = 0;
        for (int i = 0; i < content.Length; i++)
        {
            if (arc > long.MaxValue >> 7)
            {
                throw new FormatException("Object identifier too large.");
            }

            arc = (arc << 7) | (content[i] & 0x7Fu);
            if ((content[i] & 0x80) != 0)
            {
                continue;
            }

            oid += oid.Length > 0 ? "." + arc : arc < 80 ? $"{arc / 40}.{arc % 40}" : $"2.{arc - 80}";
            arc = 0;
        }

        if (content.Length == 0 || (content[content.Length - 1] & 0x80) != 0)
        {
            throw Cut();
        }

        return oid;
    }

    private int ReadLength(ref int position)
    {
        if (position >= _end)
        {
            throw Cut();
        }

        int first = _bytes[position++];
        if (first < 0x80)
        {
            return first;
        }

        int count = first & 0x7F;
        if (count is 0 or > 4 || count > _end - position)
        {
            throw Cut();
        }

        long length = 0;
        for (int i = 0; i < count; i++)
        {
            length = (length << 8) | _bytes[position++];
        }

        return length <= int.MaxValue ? (int)length : throw Cut();
    }

    private static FormatException Cut() => new("The DER value is cut short or has no definite length.");
}
