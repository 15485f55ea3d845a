using System;

namespace SkatFtps;

/// <summary>One file that the gateway has taken.</summary>
public sealed class Submission(string service, string fileName, string fullName, long length, string sha256, DateTimeOffset sentAt)
{
    public string Service { get; } = service;

    /// <summary>The name as sent.</summary>
    public string FileName { get; } = fileName;

    /// <summary>The uploaded file's name is the transaction's id (guide, "Status files").</summary>
    public string FtpTransaktionsId => FileName;

    /// <summary>The local file.</summary>
    public string FullName { get; } = fullName;

    /// <summary>Bytes of the local file.</summary>
    public long Length { get; } = length;

    /// <summary>Of the local file's bytes; upper-case hexadecimal.</summary>
    public string Sha256 { get; } = sha256;

    /// <summary>When the gateway confirmed the file (226).</summary>
    public DateTimeOffset SentAt { get; } = sentAt;

    /// <summary>
    /// Beside its confirmation the gateway ended its side of the data connection (close_notify, RFC 5246, 7.2.1) after this side had ended
    /// its own: it had read the stream to its end. False where that never came; it says nothing then. A box on the way that ends the
    /// connection towards the gateway alone cannot be told from here.
    /// </summary>
    public bool ServerEndedTls { get; internal set; }

    public override string ToString() => FtpTransaktionsId;
}
