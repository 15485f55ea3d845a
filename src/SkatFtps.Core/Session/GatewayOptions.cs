using System;
using System.Security;
using System.Security.Authentication;
using SkatFtps.Ftp;
using SkatFtps.Ledger;
using SkatFtps.Waiting;

namespace SkatFtps;

/// <summary>What <see cref="GatewaySession"/> needs.</summary>
public sealed class GatewayOptions(GatewayEndpoint endpoint, OcesCertificate certificate, string userName, SecureString password)
{
    public GatewayEndpoint Endpoint { get; } = endpoint;

    /// <summary>The session disposes it when it is closed.</summary>
    public OcesCertificate Certificate { get; } = certificate;

    public string UserName { get; } = userName;

    /// <summary>The Gateway password, not the portal's.</summary>
    public SecureString Password { get; } = password;

    /// <summary>TLS 1.2 alone, as in the guide's picture, unless asked otherwise.</summary>
    public SslProtocols Protocols { get; set; } = SslProtocols.Tls12;

    public TlsServerTrust Trust { get; set; } = TlsServerTrust.OperatingSystem;

    public FtpsTimeouts Timeouts { get; set; } = new();

    /// <summary>
    /// Already open, for this user and host; the session closes it. Null: nothing is remembered, and nothing kept from being sent twice.
    /// </summary>
    public SubmissionLedger? Ledger { get; set; }

    /// <summary>Between two listings of /out for statuses; null: a minute on SKAT's hosts, nothing on others.</summary>
    internal TimeSpan? ListingInterval { get; set; }

    internal WaitClock Clock { get; set; } = WaitClock.System;

    internal FtpsOptions ToFtpsOptions() => new(Endpoint.Host, Endpoint.Port, UserName, Password)
    {
        ClientCertificate = Certificate.Certificate,
        ClientChain = Certificate.Chain,
        Protocols = Protocols,
        Trust = Trust,
        Timeouts = Timeouts,
        DataPorts = Endpoint.DataPorts,
    };
}
