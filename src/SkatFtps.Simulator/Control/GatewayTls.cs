using System;
using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using SkatFtps.Simulator.Certificates;
using SkatFtps.Simulator.Options;
using SkatFtps.Simulator.Scripting;

namespace SkatFtps.Simulator.Control;

/// <summary>The server side of TLS, for control and data connections alike.</summary>
internal sealed class GatewayTls(SimulatorOptions options)
{
    // One context for all connections: sessions can only be resumed within one.
    private readonly ConcurrentDictionary<ServerCertificateKind, SslStreamCertificateContext> _contexts = new();

    // A ticket brings back the client's own certificate but not the issuing CA that came with it, so what was found good stays good.
    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);

    /// <param name="fault">What the script asked for at this handshake.</param>
    /// <param name="isResumed">Asked when the client's certificate is there: whether it comes from an earlier handshake.</param>
    /// <param name="drop">Closes the connection's socket, with no alert.</param>
    internal SslServerAuthenticationOptions Server(HandshakeFault fault, Func<bool> isResumed, Action drop) => new()
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

            return !fault.RejectClientCertificate && IsAllowed(certificate, chain, isResumed());
        },
    };

    private bool IsAllowed(X509Certificate? certificate, X509Chain? chain, bool resumed)
    {
        if (certificate is not X509Certificate2 client)
        {
            return !options.ClientCertificateRequired;
        }

        if (resumed && _known.ContainsKey(client.Thumbprint))
        {
            return true;
        }

        bool trusted = ClientCertificateCheck.IsTrusted(client, chain, options.AcceptedIssuer, options.KnowsIssuingAuthority);
        if (trusted)
        {
            _known[client.Thumbprint] = true;
        }

        return trusted;
    }
}
