using System;
using SkatFtps.Ftp;
using SkatFtps.Ledger;

namespace SkatFtps;

/// <summary>One file in /out as it was listed.</summary>
public sealed class OutFile
{
    internal OutFile(FtpName name, long? size, DateTime? modified, TimeSpan shownAt)
    {
        ServerName = name;
        Size = size;
        Modified = modified;
        ShownAt = shownAt;
    }

    public string Name => ServerName.Text;

    /// <summary>Bytes, or null when the listing had names only.</summary>
    public long? Size { get; }

    /// <summary>The server's clock, without zone.</summary>
    public DateTime? Modified { get; }

    internal FtpName ServerName { get; }

    /// <summary>When the listing was whole, by the session's uptime.</summary>
    internal TimeSpan ShownAt { get; }

    /// <summary>What the listing told of it.</summary>
    internal ListedFile Listed => ListedAs(Size, Modified);

    /// <summary>MLSD gives UTC, and LIST the server's own time: the kind of the time tells which of them it was.</summary>
    internal static ListedFile ListedAs(long? size, DateTime? modified) => new(
        modified is not { } time ? ListedForm.None : time.Kind == DateTimeKind.Utc ? ListedForm.Facts : ListedForm.List, size, modified);

    public override string ToString() => ServerName.ToString();
}
