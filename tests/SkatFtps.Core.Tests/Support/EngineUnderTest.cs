using System;
using System.IO;
using System.Net;
using System.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ftp;
using Xunit;

namespace SkatFtps.Core.Tests.Support;

/// <summary>One engine against one scripted server.</summary>
internal sealed class EngineUnderTest : IAsyncDisposable
{
    public const string UserName = "CVR_12345678_UI_e7057bbd";
    public const string Password = "Pr0ve-Kode";

    public static readonly FtpName Folder = FtpName.FromText("Udlaan");

    public EngineUnderTest(ScriptedFtpsServer server, Action<FtpsOptions>? change = null)
    {
        Server = server;
        Options = OptionsFor(server);
        change?.Invoke(Options);
        Connection = new FtpsConnection(Options) { Log = Log };
    }

    public ScriptedFtpsServer Server { get; }

    public FtpsOptions Options { get; }

    public FtpsConnection Connection { get; }

    public RecordingLog Log { get; } = new();

    public static EngineUnderTest Against(string transcript, Action<FtpsOptions>? change = null) =>
        new(ScriptedFtpsServer.Play(transcript), change);

    /// <summary>The same dialogue on TLS 1.2 or 1.3.</summary>
    public static EngineUnderTest On(SslProtocols protocol, string transcript, Action<FtpsOptions>? change = null) =>
        new(
            ScriptedFtpsServer.Play(transcript, tls13: protocol == SslProtocols.Tls13),
            options =>
            {
                options.Protocols = protocol;
                change?.Invoke(options);
            });

    public static FtpsOptions OptionsFor(ScriptedFtpsServer server, string password = Password) =>
        new(server.HostName, server.Port, UserName, Secure(password))
        {
            ClientCertificate = TlsTestCertificates.Client,
            ClientChain = new X509Certificate2Collection(TlsTestCertificates.Intermediate),
            Trust = TlsServerTrust.Roots(new X509Certificate2Collection(TlsTestCertificates.Root)),
            Timeouts = FtpsTimeouts.All(ScriptedFtpsServer.Guard),
        };

    public static SecureString Secure(string password) => new NetworkCredential(string.Empty, password).SecurePassword;

    public static FtpUpload Upload(string content = "<retur/>", string name = "retur.xml") =>
        new(Folder, name, new MemoryStream(Encoding.UTF8.GetBytes(content)));

    public Task OpenAsync() => Connection.OpenAsync(CancellationToken.None);

    public Task<FtpUploadResult> StoreAsync(FtpUpload upload) => Connection.StoreAsync(upload, CancellationToken.None);

    /// <summary>Opens, which must fail.</summary>
    public Task<FtpsException> FailToOpenAsync() => Assert.ThrowsAsync<FtpsException>(OpenAsync).WaitAsync(ScriptedFtpsServer.Guard);

    /// <summary>Opens and stores; the latter must fail.</summary>
    public async Task<FtpsException> FailToStoreAsync(FtpUpload? upload = null, CancellationToken stop = default)
    {
        await OpenAsync();
        return await Assert.ThrowsAsync<FtpsException>(
            () => Connection.StoreAsync(upload ?? Upload(), stop)).WaitAsync(ScriptedFtpsServer.Guard);
    }

    public async ValueTask DisposeAsync()
    {
        Connection.Dispose();
        await Server.DisposeAsync();
    }
}
