using System;

namespace SkatFtps.Ftp;

/// <summary>One entry of a listing. What the form of the listing does not tell is null.</summary>
public readonly struct DirectoryEntry(FtpName name, bool? isFolder, long? size, DateTime? modified)
{
    public FtpName Name { get; } = name;

    /// <summary>Null after NLST, which lists names only.</summary>
    public bool? IsFolder { get; } = isFolder;

    /// <summary>Bytes.</summary>
    public long? Size { get; } = size;

    /// <summary>
    /// The server's wall clock in its own zone; UTC after MLSD (RFC 3659, 2.3). Rows older than half a year have no hour.
    /// </summary>
    public DateTime? Modified { get; } = modified;
}
