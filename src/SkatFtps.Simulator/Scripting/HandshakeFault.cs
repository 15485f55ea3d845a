using SkatFtps.Simulator.Certificates;

namespace SkatFtps.Simulator.Scripting;

/// <summary>How the next TLS handshake of a session shall go.</summary>
internal sealed record HandshakeFault
{
    internal ServerCertificateKind Certificate { get; init; } = ServerCertificateKind.Valid;

    internal bool RejectClientCertificate { get; init; }

    internal bool DropAfterClientCertificate { get; init; }
}
