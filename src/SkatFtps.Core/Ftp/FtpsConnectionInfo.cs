using System.Collections.Generic;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace SkatFtps.Ftp;

/// <summary>What the open control connection told.</summary>
public sealed class FtpsConnectionInfo(
    string greeting,
    SslProtocols protocol,
    string cipherSuite,
    X509Certificate2? serverCertificate,
    bool? clientCertificateSent,
    IReadOnlyList<string> features)
{

    /// <summary>The address that the control connection reached: behind one name there may be several servers.</summary>
    public string PeerAddress { get; set; } = string.Empty;

    /// <summary>The text of the 220 reply.</summary>
    public string Greeting { get; } = greeting;

    public SslProtocols Protocol { get; } = protocol;

    /// <summary>The suite's name where the runtime tells it, else algorithm and strength.</summary>
    public string CipherSuite { get; } = cipherSuite;

    public X509Certificate2? ServerCertificate { get; } = serverCertificate;

    /// <summary>Whether our certificate left the machine; null where TLS 1.3 hides it or the engine cannot tell.</summary>
    public bool? ClientCertificateSent { get; } = clientCertificateSent;

    /// <summary>The lines of FEAT (RFC 2389); empty when the server knows no FEAT.</summary>
    public IReadOnlyList<string> Features { get; } = features;
}
