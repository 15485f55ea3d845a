using System;
using SkatFtps.Ftp.Tls;

namespace SkatFtps.Ftp;

/// <summary>
/// A failure of an <see cref="IFtpsConnection"/>. The message states the fact; what to do about it is the caller's to say.
/// </summary>
public sealed class FtpsException(FtpsFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    public FtpsFailure Failure { get; } = failure;

    /// <summary>The server's refusal, or null when the dialogue itself failed.</summary>
    public FtpReply? Reply { get; set; }

    /// <summary>The dialogue is intact: the next command can follow on the same connection.</summary>
    public bool SessionUsable { get; set; }

    /// <summary>STOR was written and not refused: the server may hold the file, whole or in part.</summary>
    public bool MayHaveArrived { get; set; }

    /// <summary>
    /// For an upload in doubt: the server's close_notify was read after ours was written, so it had read our stream to its end. Nothing
    /// less says that all bytes have gone.
    /// </summary>
    public bool ServerEndedTls { get; set; }

    /// <summary>Nothing was done that may not be done once more: the same may be asked again on a new connection, once.</summary>
    public bool MayGoAnew { get; set; }

    /// <summary>What TLS itself told: an alert's name, or null.</summary>
    public string? TlsAlert { get; set; }
}
