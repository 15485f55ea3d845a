using System;
using System.Security;
using System.Security.Authentication;
using SkatFtps.Ftp;
using SkatFtps.Ledger;
using SkatFtps.Waiting;

namespace SkatFtps.Diagnosis;

/// <summary>What <see cref="GatewayDoctor"/> needs. What could not be had is told by its problem, and examined around.</summary>
public sealed class DoctorOptions(GatewayEndpoint endpoint)
{
    public GatewayEndpoint Endpoint { get; } = endpoint;

    /// <summary>Null when it could not be loaded. The caller disposes it.</summary>
    public OcesCertificate? Certificate { get; set; }

    /// <summary>Why there is no certificate.</summary>
    public SkatFtpsException? CertificateProblem { get; set; }

    /// <summary>Does not judge test against production.</summary>
    public bool IgnoreEnvironment { get; set; }

    /// <summary>Null when it is not known.</summary>
    public string? UserName { get; set; }

    /// <summary>Null when there is none.</summary>
    public SecureString? Password { get; set; }

    /// <summary>Why there is no user name or password.</summary>
    public SkatFtpsException? LoginProblem { get; set; }

    /// <summary>Null when it could not be chosen, or without one.</summary>
    public LedgerDatabase? Ledger { get; set; }

    /// <summary>Why there is no ledger where one was wanted.</summary>
    public SkatFtpsException? LedgerProblem { get; set; }

    public SslProtocols Protocols { get; set; } = SslProtocols.Tls12;

    public TlsServerTrust Trust { get; set; } = TlsServerTrust.OperatingSystem;

    public FtpsTimeouts Timeouts { get; set; } = new();

    /// <summary>Sends a ping where FTPSGW.Heartbeat is visible.</summary>
    public bool Heartbeat { get; set; }

    /// <summary>How long to wait for the ping's answer.</summary>
    public TimeSpan HeartbeatPatience { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The time by which the certificate and the server's timestamps are judged.</summary>
    public Func<DateTimeOffset> Clock { get; set; } = () => DateTimeOffset.Now;

    /// <inheritdoc cref="GatewayOptions.ListingInterval"/>
    internal TimeSpan? ListingInterval { get; set; }

    /// <summary>The time by which the ping's answer is waited for.</summary>
    internal WaitClock WaitClock { get; set; } = WaitClock.System;

    /// <summary>Null where the endpoint's environment is not known or not to be judged.</summary>
    internal bool? Production => Endpoint.IsSkats && !IgnoreEnvironment ? Endpoint.Environment == GatewayEnvironment.Production : null;
}
