using System;
using SkatFtps.Ftp;

namespace SkatFtps;

/// <summary>One file in /out as it was listed.</summary>
public sealed class OutFile
{
    internal OutFile(FtpName name, long? size, DateTime? modified)
    {
        ServerName = name;
        Size = size;
        Modified = modified;
    }

    public string Name => ServerName.Text;

    /// <summary>Bytes, or null when the listing had names only.</summary>
    public long? Size { get; }

    /// <summary>The server's clock, without zone.</summary>
    public DateTime? Modified { get; }

    internal FtpName ServerName { get; }

    public override string ToString() => ServerName.ToString();
}
