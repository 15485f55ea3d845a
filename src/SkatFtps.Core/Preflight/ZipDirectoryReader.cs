using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace SkatFtps.Preflight;

/// <summary>
/// Reads the central directory at the end of a ZIP (APPNOTE 6.3.4, 4.3.12 to 4.3.16), entry by entry: nothing is unpacked, and a
/// million entries take no more memory than one.
/// </summary>
internal sealed class ZipDirectoryReader
{
    private const int EndLength = 22;
    private const int LocatorLength = 20;
    private const int End64Length = 56;
    private const int EntryLength = 46;
    private const int LongestComment = ushort.MaxValue;

    private readonly Stream _file;
    private readonly byte[] _block = new byte[64 * 1024];
    private int _at;
    private int _filled;

    private ZipDirectoryReader(Stream file, long entries)
    {
        _file = file;
        Count = entries;
    }

    /// <summary>Entries in the directory.</summary>
    public long Count { get; }

    /// <summary>Finds the directory of a seekable file.</summary>
    /// <exception cref="InvalidDataException">It is no ZIP, or not a whole one.</exception>
    public static async Task<ZipDirectoryReader> OpenAsync(Stream file, CancellationToken stop)
    {
        int tailLength = (int)Math.Min(file.Length, EndLength + LongestComment);
        long tailStart = file.Length - tailLength;
        byte[] tail = await ReadAtAsync(file, tailStart, tailLength, stop).ConfigureAwait(false);
        int end = FindEnd(tail);
        long count = BitConverter.ToUInt16(tail, end + 10);
        long size = BitConverter.ToUInt32(tail, end + 12);
        long offset = BitConverter.ToUInt32(tail, end + 16);
        long limit = tailStart + end;
        bool many = BitConverter.ToUInt16(tail, end + 4) != 0;
        if (count == ushort.MaxValue || size == uint.MaxValue || offset == uint.MaxValue)
        {
            long end64 = FindEnd64(tail, end);
            if (end64 >= 0)
            {
                byte[] record = await ReadAtAsync(file, end64, End64Length, stop).ConfigureAwait(false);
                if (BitConverter.ToUInt32(record, 0) != 0x06064b50)
                {
                    throw new InvalidDataException("its ZIP64 end record is missing");
                }

                many = BitConverter.ToUInt32(record, 16) != 0;
                count = BitConverter.ToInt64(record, 32);
                size = BitConverter.ToInt64(record, 40);
                offset = BitConverter.ToInt64(record, 48);
                limit = end64;
            }
        }

        if (many)
        {
            throw new InvalidDataException("it is one part of a ZIP in several parts");
        }

        if (count < 0 || size < 0 || offset < 0 || offset > limit || size > limit - offset || count > size / EntryLength)
        {
            throw new InvalidDataException("its directory does not fit into it; the file may be cut");
        }

        file.Position = offset;
        return new ZipDirectoryReader(file, count);
    }

    /// <summary>Reads the next of <see cref="Count"/> entries.</summary>
    /// <exception cref="InvalidDataException">The directory is broken.</exception>
    public async Task<ZipEntryName> ReadAsync(CancellationToken stop)
    {
        byte[] entry = await TakeAsync(EntryLength, stop).ConfigureAwait(false);
        if (BitConverter.ToUInt32(entry, 0) != 0x02014b50)
        {
            throw new InvalidDataException("its directory is broken");
        }

        int flags = BitConverter.ToUInt16(entry, 8);
        int method = BitConverter.ToUInt16(entry, 10);
        byte[] name = await TakeAsync(BitConverter.ToUInt16(entry, 28), stop).ConfigureAwait(false);
        await TakeAsync(BitConverter.ToUInt16(entry, 30) + BitConverter.ToUInt16(entry, 32), stop).ConfigureAwait(false);
        return new ZipEntryName(name, flags, method);
    }

    // From the back: a comment may hold the signature, but the true one's comment ends with the file.
    private static int FindEnd(byte[] tail)
    {
        for (int at = tail.Length - EndLength; at >= 0; at--)
        {
            if (BitConverter.ToUInt32(tail, at) == 0x06054b50 && at + EndLength + BitConverter.ToUInt16(tail, at + 20) == tail.Length)
            {
                return at;
            }
        }

        throw new InvalidDataException("it has no ZIP directory at its end; it is another kind of file, or cut");
    }

    private static long FindEnd64(byte[] tail, int end)
    {
        int locator = end - LocatorLength;
        return locator >= 0 && BitConverter.ToUInt32(tail, locator) == 0x07064b50 ? BitConverter.ToInt64(tail, locator + 8) : -1;
    }

    private static async Task<byte[]> ReadAtAsync(Stream file, long position, int length, CancellationToken stop)
    {
        if (position < 0 || position > file.Length - length)
        {
            throw new InvalidDataException("its directory does not fit into it; the file may be cut");
        }

        file.Position = position;
        var bytes = new byte[length];
        for (int read = 0; read < length;)
        {
            int count = await file.ReadAsync(bytes, read, length - read, stop).ConfigureAwait(false);
            read += count > 0 ? count : throw new InvalidDataException("it ends too early");
        }

        return bytes;
    }

    private async Task<byte[]> TakeAsync(int length, CancellationToken stop)
    {
        var bytes = new byte[length];
        for (int taken = 0; taken < length;)
        {
            if (_at == _filled)
            {
                _at = 0;
                _filled = await _file.ReadAsync(_block, 0, _block.Length, stop).ConfigureAwait(false);
                if (_filled == 0)
                {
                    throw new InvalidDataException("its directory ends too early");
                }
            }

            int count = Math.Min(length - taken, _filled - _at);
            Buffer.BlockCopy(_block, _at, bytes, taken, count);
            _at += count;
            taken += count;
        }

        return bytes;
    }
}
