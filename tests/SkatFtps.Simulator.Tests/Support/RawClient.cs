using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Simulator.Certificates;
using SkatFtps.Simulator.Options;

namespace SkatFtps.Simulator.Tests.Support;

/// <summary>An FTPS client of sockets and SslStream only, that does what a test says and nothing by itself.</summary>
public sealed class RawClient : IAsyncDisposable
{
    // Only so that a test that would wait for ever fails; no test depends on its length.
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(60));
    private readonly IPAddress _address;
    private readonly TcpClient _tcp;
    private readonly SimulatedGateway _gateway;
    private Stream _stream = Stream.Null;

    private RawClient(SimulatedGateway gateway, IssuedCertificate? certificate, IPAddress address)
    {
        _address = address;
        _tcp = new TcpClient(address.AddressFamily);
        _gateway = gateway;
        Certificate = certificate;
    }

    /// <summary>What the next handshake shows.</summary>
    public IssuedCertificate? Certificate { get; set; }

    public Encoding Encoding { get; set; } = new UTF8Encoding(false);

    public bool Resume { get; set; }

    public SslProtocols Protocols { get; set; } = SslProtocols.Tls12;

    public SslPolicyErrors ServerCertificateErrors { get; private set; }

    public Socket Socket => _tcp.Client;

    public CancellationToken Stop => _patience.Token;

    /// <summary>Connects without reading the greeting.</summary>
    public static async Task<RawClient> ConnectAsync(
        SimulatedGateway gateway, IssuedCertificate? certificate, IPAddress? address = null)
    {
        RawClient client = new(gateway, certificate, address ?? IPAddress.Loopback);
        await client._tcp.ConnectAsync(client._address, gateway.Port, client.Stop);
        client._stream = client._tcp.GetStream();
        return client;
    }

    /// <summary>Connects, puts TLS on and logs in, up to PROT P.</summary>
    public static async Task<RawClient> LogInAsync(
        SimulatedGateway gateway, GatewayAccount? account = null, IPAddress? address = null, bool resume = false)
    {
        account ??= gateway.Account;
        RawClient client = await ConnectAsync(gateway, account.Certificate, address);
        client.Resume = resume;
        await client.LogInAsync(account);
        return client;
    }

    public async Task LogInAsync(GatewayAccount account)
    {
        await ExpectAsync(220, await ReadReplyAsync());
        await SecureAsync();
        await ExpectAsync(331, await SendAsync("USER " + account.UserName));
        await ExpectAsync(230, await SendAsync("PASS " + account.Password));
        await ExpectAsync(200, await SendAsync("PBSZ 0"));
        await ExpectAsync(200, await SendAsync("PROT P"));
    }

    public async Task SecureAsync()
    {
        await ExpectAsync(234, await SendAsync("AUTH TLS"));
        await HandshakeAsync();
    }

    public async Task HandshakeAsync() => _stream = await SecureAsync(_stream, Stop);

    public async Task<FtpReply> SendAsync(string line)
    {
        await WriteLineAsync(line);
        return await ReadReplyAsync();
    }

    public Task WriteLineAsync(string line) => WriteAsync(Encoding.GetBytes(line + "\r\n"));

    public async Task WriteAsync(byte[] bytes) => await _stream.WriteAsync(bytes, Stop);

    /// <exception cref="EndOfStreamException">The gateway has closed.</exception>
    public async Task<FtpReply> ReadReplyAsync()
    {
        StringBuilder text = new();
        while (true)
        {
            string line = await ReadLineAsync();
            text.Append(text.Length > 0 ? "\n" : "").Append(line);
            if (line.Length >= 4 && line[3] == ' ' && line.Take(3).All(char.IsAsciiDigit))
            {
                return new FtpReply(int.Parse(line.AsSpan(0, 3), CultureInfo.InvariantCulture), text.ToString());
            }
        }
    }

    public async Task<string> ReadLineAsync()
    {
        using MemoryStream line = new();
        byte[] one = new byte[1];
        while (true)
        {
            if (await _stream.ReadAsync(one, Stop) == 0)
            {
                throw new EndOfStreamException("The gateway has closed the control connection.");
            }

            if (one[0] == '\n')
            {
                return Encoding.GetString(line.ToArray()).TrimEnd('\r');
            }

            line.WriteByte(one[0]);
        }
    }

    public async Task<RawData> PassiveAsync(string command = "PASV") => await DataAsync(await SendAsync(command));

    /// <summary>Connects to the port that a reply to PASV or EPSV names.</summary>
    public async Task<RawData> DataAsync(FtpReply reply)
    {
        TcpClient data = new(_address.AddressFamily);
        await data.ConnectAsync(_address, PortOf(reply), Stop);
        return new RawData(this, data);
    }

    public static int PortOf(FtpReply reply)
    {
        if (reply.Code == 229)
        {
            return int.Parse(Regex.Match(reply.Text, @"\|\|\|(\d+)\|").Groups[1].Value, CultureInfo.InvariantCulture);
        }

        Match match = Regex.Match(reply.Text, @"\(\d+,\d+,\d+,\d+,(\d+),(\d+)\)");
        return (int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * 256)
            + int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>Uploads as the guide has it, and returns the last reply.</summary>
    public async Task<FtpReply> PutAsync(string path, byte[] content)
    {
        await using RawData data = await PassiveAsync();
        FtpReply reply = await SendAsync("STOR " + path);
        if (reply.Code != 150)
        {
            return reply;
        }

        await data.SecureAsync();
        await data.WriteAsync(content);
        await data.EndAsync();
        return await ReadReplyAsync();
    }

    /// <summary>Runs LIST, NLST, MLSD or RETR; the bytes are null when it was refused.</summary>
    public async Task<(FtpReply Reply, byte[]? Bytes)> GetAsync(string command)
    {
        await using RawData data = await PassiveAsync();
        FtpReply reply = await SendAsync(command);
        if (reply.Code != 150)
        {
            return (reply, null);
        }

        await data.SecureAsync();
        byte[] bytes = await data.ReadToEndAsync();
        return (await ReadReplyAsync(), bytes);
    }

    public async Task<string[]> NamesAsync(string folder) =>
        Encoding.GetString((await GetAsync("NLST " + folder)).Bytes!).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

    internal async Task<SslStream> SecureAsync(Stream stream, CancellationToken stop)
    {
        X509ChainPolicy policy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(_gateway.TrustedRootPath);
        SslStream tls = new(stream);
        SslClientAuthenticationOptions options = new()
        {
            TargetHost = _gateway.Host,
            EnabledSslProtocols = Protocols,
            AllowTlsResume = Resume,
            CertificateChainPolicy = policy,
            RemoteCertificateValidationCallback = (_, _, _, errors) =>
            {
                ServerCertificateErrors = errors;
                return true;
            },
        };
        if (Certificate is not null)
        {
            options.ClientCertificateContext = SslStreamCertificateContext.Create(
                Certificate.Certificate, [.. Certificate.Chain], offline: true);
        }

        await tls.AuthenticateAsClientAsync(options, stop);
        return tls;
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _tcp.Dispose();
        _patience.Dispose();
    }

    private static Task ExpectAsync(int code, FtpReply reply) => reply.Code == code
        ? Task.CompletedTask
        : throw new InvalidOperationException($"Expected {code}, not {reply.Text}");
}
