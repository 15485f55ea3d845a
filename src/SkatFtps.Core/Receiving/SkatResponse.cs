using System;

namespace SkatFtps;

/// <summary>One file from /out that lies on disk, whole.</summary>
public sealed class SkatResponse(
    string name, string fullName, long length, string sha256, DateTimeOffset receivedAt, SubmissionStatus? status)
{

    /// <summary>The name in /out.</summary>
    public string Name { get; } = name;

    /// <summary>Where it lies; the file's own name may carry a number when another file had it already.</summary>
    public string FullName { get; } = fullName;

    /// <summary>Bytes.</summary>
    public long Length { get; } = length;

    /// <summary>Upper-case hexadecimal.</summary>
    public string Sha256 { get; } = sha256;

    public DateTimeOffset ReceivedAt { get; } = receivedAt;

    /// <summary>It is no longer in /out, because its removal was asked for.</summary>
    public bool Removed { get; set; }

    /// <summary>Of the status that announced it; null when it was asked for by name.</summary>
    public string? Service { get; } = status?.Service;

    /// <summary>Of the status that announced it; null when it was asked for by name.</summary>
    public string? FtpTransaktionsId { get; } = status?.FtpTransaktionsId;

    public override string ToString() => FullName;
}
