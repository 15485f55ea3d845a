using System;
using System.IO;
using System.Net;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Data.Sqlite;
using SkatFtps.Ftp;
using SkatFtps.Ledger;

namespace SkatFtps.Benchmarks.Wire;

/// <summary>Opens sessions with the server, each with the ledger on.</summary>
internal sealed class BenchmarkGateway(ServerFacts server, string ledgerPath)
{
    // What the server's certificate is for, wherever the server is.
    private const string HostName = "localhost";

    /// <param name="engine">own, or fluentftp where it was built in.</param>
    public async Task<GatewaySession> ConnectAsync(string engine)
    {
        GatewayEndpoint endpoint = GatewayEndpoint.Of(server.Address, server.Port);
        var options = new GatewayOptions(
            endpoint,
            OcesCertificate.FromFile(server.ClientP12, Secure(ServerFacts.CertificatePassword)),
            server.UserName,
            Secure(server.Password))
        {
            Trust = TlsServerTrust.Roots([X509CertificateLoader.LoadCertificateFromFile(server.RootPem)]),
            Ledger = await OpenLedgerAsync(),
        };
        return await GatewaySession.ConnectAsync(options, ftps => EngineOf(engine, ftps), QuietLog.Instance, CancellationToken.None);
    }

    public async Task<SubmissionLedger> OpenLedgerAsync()
    {
        string path = LedgerFile.Prepare(ledgerPath);
        LedgerDatabase database = LedgerDatabase.OfFile(path, connection => new SqliteConnection(connection));

        // Each round's ledger is made anew where the last one was; what is remembered of them costs what it always does.
        var options = new LedgerOptions
        {
            MemoryFolder = Path.Combine(Path.GetDirectoryName(path)!, "seen-" + Guid.NewGuid().ToString("N")),
        };
        return await SubmissionLedger.OpenAsync(
            database, server.Address, server.UserName, LedgerOwner.Current(), options, CancellationToken.None);
    }

    private static IFtpsConnection EngineOf(string engine, FtpsOptions options)
    {
        // With an address in its place the runtime resumes no TLS session.
        options.TlsHostName = HostName;
        return engine switch
        {
            "own" => new FtpsConnection(options),
#if FLUENTFTP
            "fluentftp" => new FluentFtp.FluentFtpConnection(options),
#endif
            _ => throw new BenchmarkUsageException($"There is no engine '{engine}' in this build."),
        };
    }

    private static SecureString Secure(string text) => new NetworkCredential(string.Empty, text).SecurePassword;
}
