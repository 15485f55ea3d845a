namespace SkatFtps.Ftp;

/// <summary>What went wrong between us and an FTPS server: one value a cause; the names are the stable error ids that users see.</summary>
public enum FtpsFailure
{
    /// <summary>The argument of a command holds a line end or NUL; nothing was sent.</summary>
    CommandInvalid,
    HostUnknown,
    PortClosed,
    HostUnreachable,
    ConnectTimedOut,
    BannerTimedOut,
    NotAnFtpServer,

    /// <summary>The server answered the connection with 421 or another refusal.</summary>
    ServerUnavailable,

    /// <summary>AUTH TLS was refused (RFC 4217, 4).</summary>
    TlsRefused,

    /// <summary>Clear text followed the reply to AUTH TLS: someone in between may be putting words into the server's mouth.</summary>
    ClearTextBeforeTls,
    TlsTimedOut,
    TlsVersionRefused,
    TlsHandshakeFailed,
    ServerCertificateUntrusted,
    ServerCertificateNameMismatch,
    ServerCertificateExpired,
    ServerThumbprintMismatch,

    /// <summary>The server ended the handshake with an alert about our certificate.</summary>
    ClientCertificateRefused,

    /// <summary>The server closed the connection without a word once it had our certificate.</summary>
    ClientCertificateNotAccepted,

    /// <summary>The server asked for our certificate, and the system's TLS left it out.</summary>
    ClientCertificateNotSent,
    LoginTimedOut,

    /// <summary>530: user name, password or certificate registration.</summary>
    LoginRefused,

    /// <summary>PBSZ 0 or PROT P was refused: the files would travel in clear.</summary>
    ProtectionRefused,
    FolderRefused,
    TypeRefused,
    PassiveRefused,
    DataPortUnreachable,

    /// <summary>The server wants the data connection to resume the control connection's TLS session, and it did not.</summary>
    TlsSessionReuseRequired,
    DataHandshakeFailed,

    /// <summary>The data connection showed another certificate than the control connection.</summary>
    DataCertificateChanged,
    ListRefused,
    ListingIncomplete,

    /// <summary>A 4xx or 5xx in place of 150: the file was not taken.</summary>
    StoreRefused,

    /// <summary>STOR was written and no 226 followed: the file may have arrived.</summary>
    StoreInDoubt,
    RetrieveRefused,
    RetrieveIncomplete,
    DeleteRefused,
    TransferTimedOut,
    ReplyTimedOut,
    ReplyUnexpected,

    /// <summary>
    /// A reply that no command had asked for, or that cannot answer the one it came behind: none can be trusted any more.
    /// </summary>
    RepliesOutOfStep,

    /// <summary>The file that is being sent is no longer the one that was promised.</summary>
    FileChanged,

    /// <summary>A listing was given up at one of its bounds, by which a server that never ends cannot hold or fill this side.</summary>
    ListingTooManyEntries,
    ListingTooLarge,
    ListingTooSlow,

    /// <summary>A download was given up at one of its bounds; nothing of it is kept.</summary>
    ResponseTooLarge,
    ResponseLongerThanListed,
    ConnectionLost,
}
