namespace SkatFtps;

/// <summary>The stages of an examination, in their order.</summary>
public enum GatewayStage
{
    /// <summary>The ledger can be opened and written to.</summary>
    Ledger,

    /// <summary>The client certificate, before any network.</summary>
    Certificate,

    /// <summary>The host's name has an address.</summary>
    Name,

    /// <summary>TCP to the control port.</summary>
    Port,

    /// <summary>The server's greeting.</summary>
    Banner,
    AuthTls,

    /// <summary>Subject, issuer, expiry, trust.</summary>
    ServerCertificate,

    /// <summary>TLS version and cipher.</summary>
    TlsVersion,

    /// <summary>Sent and accepted.</summary>
    ClientCertificate,
    Login,

    /// <summary>PBSZ 0 and PROT P: the data connections are encrypted.</summary>
    Protection,

    /// <summary>At most eight small listings, on the ports that the server hands out.</summary>
    DataConnections,

    /// <summary>Data connections resume the TLS session.</summary>
    SessionReuse,

    /// <summary>The service folders that the certificate's roles show.</summary>
    Folders,

    /// <summary>/out can be listed.</summary>
    Out,

    /// <summary>This machine's clock against the server's timestamps.</summary>
    Clock,

    /// <summary>A ping through the backend; only on request.</summary>
    Heartbeat,
}
