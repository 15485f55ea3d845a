using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ftp;
using SkatFtps.Simulator;
using SkatFtps.Simulator.Options;

namespace SkatFtps.Peers.Tests.Engines;

/// <summary>One engine against one simulated gateway with one file in /out.</summary>
public sealed class EngineRehearsal : IAsyncDisposable
{
    public const string OutName = "Udlaan_svar.xml";

    public static readonly FtpName Service = FtpName.FromText("Udlaan");
    public static readonly FtpName Out = FtpName.FromText("out");
    public static readonly byte[] OutContent = Encoding.UTF8.GetBytes(new string('s', 100_000));

    public EngineRehearsal(Func<FtpsOptions, IFtpsConnection> engine, SimulatorOptions? options = null, Action<FtpsOptions>? change = null)
    {
        Gateway = SimulatedGateway.Start(options);
        Gateway.ExposeUnrelated(Gateway.Account, "Udlaan", OutName, OutContent);
        Options = OptionsFor(Gateway);
        change?.Invoke(Options);
        Connection = engine(Options);
        Connection.Log = Log;
    }

    public SimulatedGateway Gateway { get; }

    public FtpsOptions Options { get; }

    public IFtpsConnection Connection { get; }

    public RecordingLog Log { get; } = new();

    /// <summary>
    /// localhost, spelt as never before: the runtime keeps one TLS session for a spelling, and another server's would be resumed.
    /// </summary>
    public int StoreCount => Gateway.Commands.Count(command => command.Verb == "STOR");

    public static FtpUpload Upload(int length = 10, string name = "retur.xml") => new(Service, name, new MemoryStream(new byte[length]));

    public Task OpenAsync() => Connection.OpenAsync(CancellationToken.None);

    public Task ListAsync() => Connection.ListAsync(null, _ => { }, CancellationToken.None);

    public Task StoreAsync(int length = 10, string name = "retur.xml") =>
        Connection.StoreAsync(Upload(length, name), CancellationToken.None);

    public Task RetrieveAsync() =>
        Connection.RetrieveAsync(Out, FtpName.FromText(OutName), OutContent.Length, new MemoryStream(), null, CancellationToken.None);

    public Task DeleteAsync() => Connection.DeleteAsync(Out, FtpName.FromText(OutName), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        Connection.Dispose();
        await Gateway.DisposeAsync();
    }

    private static FtpsOptions OptionsFor(SimulatedGateway gateway)
    {
        GatewayAccount account = gateway.Account;
        OcesCertificate certificate = OcesCertificate.FromFile(account.CertificatePath, Secure(account.CertificatePassword));
        return new FtpsOptions(gateway.Host, gateway.Port, account.UserName, Secure(account.Password))
        {
            ClientCertificate = certificate.Certificate,
            ClientChain = certificate.Chain,
            Trust = TlsServerTrust.Roots([X509CertificateLoader.LoadCertificateFromFile(gateway.TrustedRootPath)]),
            Timeouts = FtpsTimeouts.All(TimeSpan.FromSeconds(60)),
        };
    }

    private static SecureString Secure(string text) => new NetworkCredential(string.Empty, text).SecurePassword;
}
