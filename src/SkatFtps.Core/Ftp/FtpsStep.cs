namespace SkatFtps.Ftp;

/// <summary>What an opening connection has behind it, in the order of RFC 4217.</summary>
internal enum FtpsStep
{
    NameResolved,
    Connected,
    Greeted,

    /// <summary>234 to AUTH TLS.</summary>
    TlsOffered,

    /// <summary>The server's certificate was shown and is trusted; the handshake goes on.</summary>
    ServerTrusted,
    LoggedIn,

    /// <summary>PBSZ 0 and PROT P, and whatever else belongs to the opening.</summary>
    Protected,
}
