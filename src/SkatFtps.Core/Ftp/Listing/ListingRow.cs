using System;

namespace SkatFtps.Ftp.Listing;

/// <summary>One line of a listing as its form reads it: where in the line the name stands, and what the line tells of it.</summary>
internal struct ListingRow
{
    public ListingRow(int nameStart, int nameEnd, bool? isFolder, long? size, DateTime? modified)
    {
        NameStart = nameStart;
        NameEnd = nameEnd;
        IsFolder = isFolder;
        Size = isFolder == true ? null : size;
        Modified = modified;
        IsEntry = true;
    }

    /// <summary>False: a line that a listing may hold and that names nothing in the folder.</summary>
    public bool IsEntry { get; }

    public int NameStart { get; }

    /// <summary>Behind the name's last byte.</summary>
    public int NameEnd { get; }

    /// <summary>As in <see cref="DirectoryEntry"/>, and so the next two.</summary>
    public bool? IsFolder { get; }

    public long? Size { get; }

    public DateTime? Modified { get; }
}
