using System;

namespace SkatFtps.Ftp.Listing;

/// <summary>One line of a listing as its form reads it: where in the line the name stands, and what the line tells of it.</summary>
internal struct ListingRow(int nameStart, int nameEnd, bool? isFolder, long? size, DateTime? modified)
{

    /// <summary>False: a line that a listing may hold and that names nothing in the folder.</summary>
    public bool IsEntry { get; } = true;

    public int NameStart { get; } = nameStart;

    /// <summary>Behind the name's last byte.</summary>
    public int NameEnd { get; } = nameEnd;

    /// <summary>As in <see cref="DirectoryEntry"/>, and so the next two.</summary>
    public bool? IsFolder { get; } = isFolder;

    public long? Size { get; } = isFolder == true ? null : size;

    public DateTime? Modified { get; } = modified;
}
