using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ftp;
using SkatFtps.Simulator;
using SkatFtps.Simulator.Certificates;
using SkatFtps.Simulator.Options;

namespace SkatFtps.Peers.Tests.ProFtpd;

/// <summary>
/// Debian's ProFTPD on loopback as the gateway might be: explicit TLS 1.2, a client certificate demanded and verified by its root
/// alone, session reuse on data connections required (its default), one user with two service folders and /out.
/// </summary>
public sealed class ProFtpdServer : IAsyncDisposable
{
    private const string Nobody = "65534";

    private readonly Process _process;

    private ProFtpdServer(string directory, int port, IssuedCertificate client, Process process)
    {
        Directory = directory;
        Port = port;
        Client = client;
        _process = process;
    }

    public string Directory { get; }

    public int Port { get; }

    public IssuedCertificate Client { get; }

    public string UserName => Client.UserName!;

    public string Password => "gateway password";

    /// <summary>The login directory on disk.</summary>
    public string Home => Path.Combine(Directory, "home");

    /// <summary>Every command that was carried out or refused, and how it was answered: "STOR name", a blank, the code.</summary>
    public string[] Commands => File.ReadAllLines(Path.Combine(Directory, "commands.log"));

    public string TlsLog => File.ReadAllText(Path.Combine(Directory, "tls.log"));

    public static async Task<ProFtpdServer> StartAsync(
        string tlsProtocol = "TLSv1.2",
        string extra = "",
        bool knowsOurRoot = true,
        bool asksForCertificate = true,
        string address = "127.0.0.1")
    {
        string directory = System.IO.Directory.CreateTempSubdirectory("proftpd-").FullName;
        IssuedCertificate client = new OcesCertificateBuilder().Build();
        int port = FreePort();
        Write(directory, "server.pem", ServerCertificates.Get(ServerCertificateKind.Valid).ExportCertificatePem());
        Write(directory, "server.key", ServerCertificates.Get(ServerCertificateKind.Valid).GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        Write(directory, "root.pem", ServerCertificates.Root.ExportCertificatePem());
        Write(
            directory,
            "client-root.pem",
            knowsOurRoot ? client.Chain[^1].ExportCertificatePem() : ServerCertificates.Root.ExportCertificatePem());
        Write(
            directory,
            "passwd",
            $"{client.UserName}:{await HashAsync("gateway password")}:{Nobody}:{Nobody}::{Path.Combine(directory, "home")}:/bin/false\n");
        Write(directory, "proftpd.conf", Configuration(directory, address, port, tlsProtocol, asksForCertificate, extra));
        foreach (string folder in new[] { "home/Udlaan", "home/CRS", "home/out" })
        {
            DirectoryInfo made = System.IO.Directory.CreateDirectory(Path.Combine(directory, folder));
            File.SetUnixFileMode(made.FullName, (UnixFileMode)511);
        }

        File.SetUnixFileMode(directory, (UnixFileMode)493);
        Process process = Process.Start(
            new ProcessStartInfo(
                "proftpd",
                ["-n", "-c", Path.Combine(directory, "proftpd.conf")]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new ProFtpdServer(directory, port, client, process);
        await server.WaitUntilItListensAsync(IPAddress.Parse(address));
        return server;
    }

    /// <summary>Options for <see cref="GatewaySession"/>.</summary>
    /// <param name="password">Another than the right one.</param>
    /// <param name="port">Of what stands before the server.</param>
    public GatewayOptions Options(string? password = null, int? port = null)
    {
        X509Certificate2Collection chain = new(Client.Chain.ToArray());
        return new GatewayOptions(
            GatewayEndpoint.Of("localhost", port ?? Port),
            OcesCertificate.FromCertificate(Client.Certificate, chain),
            UserName,
            new NetworkCredential(string.Empty, password ?? Password).SecurePassword)
        {
            Trust = TlsServerTrust.Roots(new X509Certificate2Collection(ServerCertificates.Root)),
        };
    }

    /// <summary>Writes a file into the login directory, readable by the server's user.</summary>
    public void Put(string path, byte[] content) => File.WriteAllBytes(Path.Combine(Home, path), content);

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private static string Configuration(string directory, string address, int port, string tlsProtocol, bool asksForCertificate, string extra) => $"""
        ServerName "peer"
        ServerType standalone
        DefaultServer on
        DefaultAddress {address}
        Port {port}
        UseIPv6 off
        UseReverseDNS off
        User root
        Group root
        LoadModule mod_tls.c
        AuthOrder mod_auth_file.c
        AuthUserFile {directory}/passwd
        RequireValidShell off
        DefaultRoot ~
        AllowOverwrite on
        ScoreboardFile {directory}/scoreboard
        PidFile {directory}/pid
        SystemLog {directory}/server.log
        TransferLog none
        LogFormat commands "%m %J %s"
        ExtendedLog {directory}/commands.log ALL commands
        WtmpLog off
        <IfModule mod_delay.c>
        DelayEngine off
        </IfModule>
        TLSEngine on
        TLSLog {directory}/tls.log
        TLSProtocol {tlsProtocol}
        TLSRSACertificateFile {directory}/server.pem
        TLSRSACertificateKeyFile {directory}/server.key
        TLSCACertificateFile {directory}/client-root.pem
        TLSVerifyClient {(asksForCertificate ? "on" : "off")}
        TLSRequired on
        {extra}
        """ + "\n";

    private static async Task<string> HashAsync(string password)
    {
        using Process openssl = Process.Start(
            new ProcessStartInfo("openssl", ["passwd", "-6", "-stdin"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await openssl.StandardInput.WriteLineAsync(password);
        openssl.StandardInput.Close();
        string hash = await openssl.StandardOutput.ReadToEndAsync();
        await openssl.WaitForExitAsync();
        return hash.Trim();
    }

    private static void Write(string directory, string name, string content)
    {
        string path = Path.Combine(directory, name);
        File.WriteAllText(path, content);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static int FreePort()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private async Task WaitUntilItListensAsync(IPAddress address)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(30));
        while (true)
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"proftpd ended with {_process.ExitCode}; its configuration: {Directory}/proftpd.conf");
            }

            try
            {
                using TcpClient client = new();
                await client.ConnectAsync(address, Port, patience.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50, patience.Token);
            }
        }
    }
}
