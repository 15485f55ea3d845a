namespace SkatFtps.Ftp;

/// <summary>How an upload ended that the server confirmed (226).</summary>
/// <param name="serverEndedTls">See <see cref="ServerEndedTls"/>.</param>
public sealed class FtpUploadResult(bool serverEndedTls)
{
    /// <summary>
    /// The server's close_notify was read on the data connection after ours was written (RFC 5246, 7.2.1; RFC 8446, 6.1): it had read our
    /// stream to its end. False says only that none came in time; servers may leave it out.
    /// </summary>
    public bool ServerEndedTls { get; } = serverEndedTls;
}
