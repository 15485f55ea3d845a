using System;
using System.Net;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ftp;
using SkatFtps.Ledger;
using SkatFtps.Simulator;
using SkatFtps.Simulator.Options;

namespace SkatFtps.Cmdlets.Tests.Support;

/// <summary>A simulated gateway and a session of ours with it.</summary>
internal sealed class RehearsedSession : IAsyncDisposable
{
    private RehearsedSession(SimulatedGateway gateway, GatewaySession session)
    {
        Gateway = gateway;
        Session = session;
    }

    public SimulatedGateway Gateway { get; }

    public GatewaySession Session { get; }

    public static async Task<RehearsedSession> StartAsync(SimulatorOptions options)
    {
        SimulatedGateway gateway = SimulatedGateway.Start(options);
        try
        {
            return new RehearsedSession(gateway, await ConnectAsync(gateway));
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    public static Task<GatewaySession> ConnectAsync(SimulatedGateway gateway) => ConnectAsync(gateway, null, QuietLog.Instance);

    public static Task<GatewaySession> ConnectAsync(SimulatedGateway gateway, SubmissionLedger? ledger, IProtocolLog log)
    {
        GatewayAccount account = gateway.Account;
        var options = new GatewayOptions(
            GatewayEndpoint.Of(gateway.Host, gateway.Port), CertificateOf(account), account.UserName, Secure(account.Password))
        {
            Trust = TrustIn(gateway),
            Ledger = ledger,
        };
        return GatewaySession.ConnectAsync(options, log, CancellationToken.None);
    }

    /// <summary>For a connection below the session, which does what a session would not.</summary>
    public static FtpsOptions FtpsOptionsOf(SimulatedGateway gateway)
    {
        OcesCertificate certificate = CertificateOf(gateway.Account);
        return new FtpsOptions(gateway.Host, gateway.Port, gateway.Account.UserName, Secure(gateway.Account.Password))
        {
            ClientCertificate = certificate.Certificate,
            ClientChain = certificate.Chain,
            Trust = TrustIn(gateway),
        };
    }

    public async ValueTask DisposeAsync()
    {
        await Session.CloseAsync(QuietLog.Instance, CancellationToken.None);
        await Gateway.DisposeAsync();
    }

    private static OcesCertificate CertificateOf(GatewayAccount account) =>
        OcesCertificate.FromFile(account.CertificatePath, Secure(account.CertificatePassword));

    private static TlsServerTrust TrustIn(SimulatedGateway gateway) =>
        TlsServerTrust.Roots([X509CertificateLoader.LoadCertificateFromFile(gateway.TrustedRootPath)]);

    private static SecureString Secure(string text) => new NetworkCredential(string.Empty, text).SecurePassword;
}
