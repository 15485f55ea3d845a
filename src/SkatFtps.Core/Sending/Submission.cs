using System;

namespace SkatFtps;

/// <summary>One file that the gateway has taken.</summary>
public sealed class Submission
{
    public Submission(string service, string fileName, string fullName, long length, string sha256, DateTimeOffset sentAt)
    {
        Service = service;
        FileName = fileName;
        FullName = fullName;
        Length = length;
        Sha256 = sha256;
        SentAt = sentAt;
    }

    public string Service { get; }

    /// <summary>The name as sent.</summary>
    public string FileName { get; }

    /// <summary>The uploaded file's name is the transaction's id (guide, "Status files").</summary>
    public string FtpTransaktionsId => FileName;

    /// <summary>The local file.</summary>
    public string FullName { get; }

    /// <summary>Bytes of the local file.</summary>
    public long Length { get; }

    /// <summary>Of the local file's bytes; upper-case hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>When the gateway confirmed the file (226).</summary>
    public DateTimeOffset SentAt { get; }

    public override string ToString() => FtpTransaktionsId;
}
