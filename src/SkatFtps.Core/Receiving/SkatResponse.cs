using System;

namespace SkatFtps;

/// <summary>One file from /out that lies on disk, whole.</summary>
public sealed class SkatResponse
{
    public SkatResponse(string name, string fullName, long length, string sha256, DateTimeOffset receivedAt, SubmissionStatus? status)
    {
        Name = name;
        FullName = fullName;
        Length = length;
        Sha256 = sha256;
        ReceivedAt = receivedAt;
        Service = status?.Service;
        FtpTransaktionsId = status?.FtpTransaktionsId;
    }

    /// <summary>The name in /out.</summary>
    public string Name { get; }

    /// <summary>Where it lies; the file's own name may carry a number when another file had it already.</summary>
    public string FullName { get; }

    /// <summary>Bytes.</summary>
    public long Length { get; }

    /// <summary>Upper-case hexadecimal.</summary>
    public string Sha256 { get; }

    public DateTimeOffset ReceivedAt { get; }

    /// <summary>It is no longer in /out, because its removal was asked for.</summary>
    public bool Removed { get; set; }

    /// <summary>Of the status that announced it; null when it was asked for by name.</summary>
    public string? Service { get; }

    /// <summary>Of the status that announced it; null when it was asked for by name.</summary>
    public string? FtpTransaktionsId { get; }

    public override string ToString() => FullName;
}
