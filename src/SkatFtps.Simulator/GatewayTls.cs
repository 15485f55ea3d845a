using System;
using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using SkatFtps.Simulator.Certificates;

namespace SkatFtps.Simulator;

/// <summary>The server side of TLS, for control and data connections alike.</summary>
internal sealed class GatewayTls(GatewayOptions options)
{
    // One context for all connections: sessions can only be resumed within one.
    private readonly ConcurrentDictionary<ServerCertificateKind, SslStreamCertificateContext> _contexts = new();

    /// <param name="fault">What the script asked for at this handshake.</param>
    /// <param name="drop">Closes the connection's socket, with no alert.</param>
    internal SslServerAuthenticationOptions Server(HandshakeFault fault, Action drop) => new()
    {
        ServerCertificateContext = _contexts.GetOrAdd(
            fault.Certificate,
            kind => SslStreamCertificateContext.Create(ServerCertificates.Get(kind), additionalCertificates: null, offline: true)),
        EnabledSslProtocols = options.TlsProtocols,
        ClientCertificateRequired = options.ClientCertificateRequired,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        RemoteCertificateValidationCallback = (_, certificate, chain, _) =>
        {
            if (fault.DropAfterClientCertificate)
            {
                drop();
                return false;
            }

            return !fault.RejectClientCertificate && IsAllowed(certificate, chain);
        },
    };

    private bool IsAllowed(X509Certificate? certificate, X509Chain? chain)
    {
        if (certificate is null) return !options.ClientCertificateRequired;
        return ClientCertificateCheck.IsTrusted(
            (X509Certificate2)certificate, chain, options.AcceptedIssuer, options.KnowsIssuingAuthority);
    }
}
