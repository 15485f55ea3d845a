using System;
using System.Collections;
using System.Collections.Generic;
using System.Text;
using SkatFtps.Ftp;
using SkatFtps.Ledger;
using SkatFtps.Text;

namespace SkatFtps.Out;

/// <summary>
/// What one listing of /out showed, in some 100 bytes a file: months of a busy account are a hundred thousand files, and of most of
/// them nothing is wanted but that they are known. An <see cref="OutFile"/> is made when one is asked for.
/// </summary>
/// <param name="earlier">One of the same folder: as far as this shows the same, it uses the other's memory and not its own.</param>
internal sealed class OutListing(OutListing? earlier = null) : IReadOnlyList<OutFile>
{
    // Small enough to stay out of the heap for large objects, which is seldom collected.
    private const int ChunkSize = 64 * 1024;

    private const int RowsInChunk = 1024;

    // No size, and no date as DateTime has it.
    private const long NotSaid = long.MinValue;

    private readonly List<byte[]> _names = new();
    private readonly List<Row[]> _rows = new();
    private readonly object _indexing = new();
    private OutListing? _earlier = earlier;
    private byte[]? _spareNames;
    private Row[]? _spareRows;
    private int _free = ChunkSize;
    private int[]? _index;

    public int Count { get; private set; }

    /// <summary>When it was asked for, by the session's uptime.</summary>
    public TimeSpan BegunAt { get; private set; }

    /// <summary>When it was whole.</summary>
    public TimeSpan ShownAt { get; private set; }

    public OutFile this[int index]
    {
        get
        {
            if (index < 0 || index >= Count)
            {
                throw new ArgumentOutOfRangeException(nameof(index));
            }

            Row row = RowAt(index);
            var name = new byte[row.Length];
            Buffer.BlockCopy(_names[row.Chunk], row.Offset, name, 0, row.Length);
            return new OutFile(FtpName.FromBytes(name), SizeAt(index), ModifiedAt(index), ShownAt);
        }
    }

    /// <summary>The name alone, at less cost than the file.</summary>
    public string NameAt(int index)
    {
        Row row = RowAt(index);
        return FtpText.Decode(_names[row.Chunk], row.Offset, row.Length);
    }

    /// <summary>Bytes, or null when the listing had names only.</summary>
    public long? SizeAt(int index) => RowAt(index).Size is var size && size == NotSaid ? null : size;

    /// <summary>What the listing told of the file, without its name.</summary>
    public ListedFile ListedAt(int index) => OutFile.ListedAs(SizeAt(index), ModifiedAt(index));

    /// <summary>Takes a file's entry; only before anything is looked up.</summary>
    /// <exception cref="FtpsException">ListingIncomplete: a name of 64 KiB, which no server has.</exception>
    public void Add(DirectoryEntry entry)
    {
        byte[] name = entry.Name.Bytes;
        if (name.Length > ushort.MaxValue)
        {
            throw new FtpsException(FtpsFailure.ListingIncomplete, "The listing holds a name of more than 64 KiB; that is no listing.");
        }

        if (_free + name.Length > ChunkSize)
        {
            ShareNames();
            _names.Add(_spareNames ?? new byte[ChunkSize]);
            _spareNames = null;
            _free = 0;
        }

        if (Count % RowsInChunk == 0)
        {
            ShareRows();
            _rows.Add(_spareRows ?? new Row[RowsInChunk]);
            _spareRows = null;
        }

        Buffer.BlockCopy(name, 0, _names[_names.Count - 1], _free, name.Length);
        _rows[_rows.Count - 1][Count % RowsInChunk] = new Row
        {
            Chunk = _names.Count - 1,
            Offset = (ushort)_free,
            Length = (ushort)name.Length,
            Size = entry.Size ?? NotSaid,
            Modified = entry.Modified?.ToBinary() ?? NotSaid,
        };
        _free += name.Length;
        Count++;
    }

    /// <summary>Nothing more comes; lets go of the earlier listing.</summary>
    /// <param name="begunAt">When it was asked for, by the session's uptime.</param>
    /// <param name="shownAt">Now.</param>
    public void Finish(TimeSpan begunAt = default, TimeSpan shownAt = default)
    {
        BegunAt = begunAt;
        ShownAt = shownAt;
        ShareNames();
        ShareRows();
        _earlier = null;
        _spareNames = null;
        _spareRows = null;
    }

    /// <summary>Where a name stands, or -1; of two that read alike the later.</summary>
    public int IndexOf(string name)
    {
        int found = Find(name, Encoding.UTF8);

        // A name that is no UTF-8 is read as Latin-1.
        return found >= 0 ? found : Find(name, Encodings.Latin1);
    }

    public IEnumerator<OutFile> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // A chunk is full: where the earlier listing has the same, that one serves, and this one is free for what follows.
    private void ShareNames()
    {
        int last = _names.Count - 1;
        if (last >= 0 && last < _earlier?._names.Count && AreSame(_earlier._names[last], _names[last], _free))
        {
            _spareNames = _names[last];
            _names[last] = _earlier._names[last];
        }
    }

    private void ShareRows()
    {
        int last = _rows.Count - 1;
        if (last >= 0 && last < _earlier?._rows.Count && AreSame(_earlier._rows[last], _rows[last], Count - (last * RowsInChunk)))
        {
            _spareRows = _rows[last];
            _rows[last] = _earlier._rows[last];
        }
    }

    private static bool AreSame<T>(T[] one, T[] other, int count)
        where T : IEquatable<T>
    {
        int same = 0;
        while (same < count && one[same].Equals(other[same]))
        {
            same++;
        }

        return same == count;
    }

    private DateTime? ModifiedAt(int index) =>
        RowAt(index).Modified is var modified && modified == NotSaid ? null : DateTime.FromBinary(modified);

    private Row RowAt(int index) => _rows[index / RowsInChunk][index % RowsInChunk];

    private int Find(string name, Encoding encoding)
    {
        int[] index = Index();
        byte[] bytes = encoding.GetBytes(name);
        int found = index[SlotOf(index, bytes, 0, bytes.Length)] - 1;

        // What the encoding cannot say it says as something else.
        return found >= 0 && NameAt(found) == name ? found : -1;
    }

    // Open addressing, at most half full: a row's number and one, or zero. Made by the first look-up; most listings see none.
    private int[] Index()
    {
        lock (_indexing)
        {
            if (_index is null)
            {
                int size = 16;
                while (size < Count * 2)
                {
                    size *= 2;
                }

                var index = new int[size];
                for (int i = 0; i < Count; i++)
                {
                    Row row = RowAt(i);
                    index[SlotOf(index, _names[row.Chunk], row.Offset, row.Length)] = i + 1;
                }

                _index = index;
            }

            return _index;
        }
    }

    // The slot that holds the name, or the free one where it belongs.
    private int SlotOf(int[] index, byte[] name, int start, int length)
    {
        uint hash = 2166136261;
        for (int i = start; i < start + length; i++)
        {
            hash = (hash ^ name[i]) * 16777619;
        }

        int slot = (int)(hash & (uint)(index.Length - 1));
        while (index[slot] != 0 && !IsNamed(RowAt(index[slot] - 1), name, start, length))
        {
            slot = (slot + 1) & (index.Length - 1);
        }

        return slot;
    }

    private bool IsNamed(Row row, byte[] name, int start, int length) =>
        row.Length == length && Bytes.AreSame(_names[row.Chunk], row.Offset, name, start, length);

    private struct Row : IEquatable<Row>
    {
        public int Chunk;
        public ushort Offset;
        public ushort Length;
        public long Size;
        public long Modified;

        public readonly bool Equals(Row other) =>
            Chunk == other.Chunk && Offset == other.Offset && Length == other.Length && Size == other.Size && Modified == other.Modified;
    }
}
