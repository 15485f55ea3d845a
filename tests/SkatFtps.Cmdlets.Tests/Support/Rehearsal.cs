using System;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ftp;
using SkatFtps.Simulator;

namespace SkatFtps.Cmdlets.Tests.Support;

/// <summary>A simulated gateway and a session of ours with it.</summary>
internal sealed class Rehearsal : IAsyncDisposable
{
    private Rehearsal(SimulatedGateway gateway, GatewaySession session)
    {
        Gateway = gateway;
        Session = session;
    }

    public SimulatedGateway Gateway { get; }

    public GatewaySession Session { get; }

    public static async Task<Rehearsal> StartAsync(SkatFtps.Simulator.GatewayOptions options)
    {
        SimulatedGateway gateway = SimulatedGateway.Start(options);
        try
        {
            return new Rehearsal(gateway, await ConnectAsync(gateway));
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    public static Task<GatewaySession> ConnectAsync(SimulatedGateway gateway)
    {
        GatewayAccount account = gateway.Account;
        var options = new SkatFtps.GatewayOptions(
            GatewayEndpoint.Of(gateway.Host, gateway.Port),
            OcesCertificate.FromFile(account.CertificatePath, new NetworkCredential(string.Empty, account.CertificatePassword).SecurePassword),
            account.UserName,
            new NetworkCredential(string.Empty, account.Password).SecurePassword)
        {
            Trust = TlsServerTrust.Roots([X509CertificateLoader.LoadCertificateFromFile(gateway.TrustedRootPath)]),
        };
        return GatewaySession.ConnectAsync(options, QuietLog.Instance, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await Session.CloseAsync(QuietLog.Instance, CancellationToken.None);
        await Gateway.DisposeAsync();
    }
}
