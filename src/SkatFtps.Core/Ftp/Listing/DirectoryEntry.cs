using System;

namespace SkatFtps.Ftp;

/// <summary>One entry of a listing. What the form of the listing does not tell is null.</summary>
public readonly struct DirectoryEntry
{
    public DirectoryEntry(FtpName name, bool? isFolder, long? size, DateTime? modified)
    {
        Name = name;
        IsFolder = isFolder;
        Size = size;
        Modified = modified;
    }

    public FtpName Name { get; }

    /// <summary>Null after NLST, which lists names only.</summary>
    public bool? IsFolder { get; }

    /// <summary>Bytes.</summary>
    public long? Size { get; }

    /// <summary>The server's wall clock in its own zone; UTC after MLSD (RFC 3659, 2.3). Rows older than half a year have no hour.</summary>
    public DateTime? Modified { get; }
}
