using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ftp;
using Xunit;

namespace SkatFtps.Peers.Tests.ProFtpd;

/// <summary>The session against a strict server that is not ours: mutual TLS 1.2 and session reuse required.</summary>
public sealed class GatewaySessionOnProFtpdTests : IDisposable
{
    private readonly DirectoryInfo _local = Directory.CreateTempSubdirectory("skatftps-");
    private readonly RecordingLog _log = new();

    public void Dispose() => _local.Delete(recursive: true);

    [Fact]
    public async Task Thirty_files_go_up_on_one_session_and_every_data_connection_resumes_its_tls_session()
    {
        await using ProFtpdServer server = await ProFtpdServer.StartAsync();
        using GatewaySession session = await GatewaySession.ConnectAsync(server.Options(), _log, CancellationToken.None);
        Assert.Equal(["CRS", "Udlaan"], session.Services);

        for (int i = 0; i < 30; i++)
        {
            FileInfo file = LocalFile($"file-{i}.bin", 4096 + i);
            Submission submission = await session.SubmitAsync("Udlaan", file, new SubmitOptions(), _log, CancellationToken.None);
            Assert.Equal(Hash(file.FullName), submission.Sha256);
            Assert.Equal(submission.Sha256, Hash(Path.Combine(server.Home, "Udlaan", file.Name)));
        }

        await session.CloseAsync(_log, CancellationToken.None);
        Assert.Equal(30, _log.Lines.Count(line => line.StartsWith("STOR ")));
        Assert.Equal(31, _log.Lines.Count(line => line.Contains("session reused")));
        Assert.DoesNotContain(_log.Lines, line => line.Contains("not reused"));
    }

    [Fact]
    public async Task Nothing_but_the_port_request_and_the_file_is_said_between_files()
    {
        await using ProFtpdServer server = await ProFtpdServer.StartAsync();
        using GatewaySession session = await GatewaySession.ConnectAsync(server.Options(), _log, CancellationToken.None);
        await session.SubmitAsync("Udlaan", LocalFile("first.bin", 10), new SubmitOptions(), _log, CancellationToken.None);
        _log.Clear();
        await session.SubmitAsync("Udlaan", LocalFile("second.bin", 10), new SubmitOptions(), _log, CancellationToken.None);
        Assert.Equal(["EPSV", "STOR second.bin"], _log.Commands);
    }

    [Fact]
    public async Task What_lies_in_out_is_listed_read_received_and_removed()
    {
        await using ProFtpdServer server = await ProFtpdServer.StartAsync();
        byte[] response = RandomNumberGenerator.GetBytes(300_000);
        server.Put("out/Udlaan_in_a.zip_response.txt", response);
        server.Put("out/status_Udlaan_a.zip_3.xml", Encoding.UTF8.GetBytes("""
            <?xml version="1.0" encoding="UTF-8" standalone="no"?>
            <status><file><filename>/CVR_19552101/UI_x/Udlaan/a.zip</filename><FTPTransaktionsId>a.zip</FTPTransaktionsId>
            <SKATTransactionId>ci1</SKATTransactionId><timestamp>20201210143018</timestamp><status.code>File exposed</status.code>
            <service>Udlaan</service><response><filename>/out/Udlaan_in_a.zip_response.txt</filename></response></file></status>
            """));
        using GatewaySession session = await GatewaySession.ConnectAsync(server.Options(), _log, CancellationToken.None);

        IReadOnlyList<OutFile> files = await session.ListOutAsync(_log, CancellationToken.None);
        OutFile statusFile = Assert.Single(files, session.IsStatusFile);
        SubmissionStatus status = await session.ReadStatusAsync(statusFile, _log, CancellationToken.None);
        Assert.Equal((3, "a.zip", "Udlaan_in_a.zip_response.txt"), (status.Code, status.FtpTransaktionsId, status.ResponseFileName));

        OutFile responseFile = Assert.Single(files, file => file.Name == status.ResponseFileName);
        Assert.Equal(response.Length, responseFile.Size);
        SkatResponse received = await session.ReceiveAsync(responseFile, status, _local, null, _log, CancellationToken.None);
        Assert.Equal(response, File.ReadAllBytes(received.FullName));
        Assert.True(File.Exists(Path.Combine(server.Home, "out", responseFile.Name)));

        await session.RemoveAsync(responseFile, _log, CancellationToken.None);
        Assert.False(File.Exists(Path.Combine(server.Home, "out", responseFile.Name)));
    }

    [Fact]
    public async Task A_refused_stor_is_safe_to_repeat_and_the_next_file_goes_through_on_the_same_session()
    {
        await using ProFtpdServer server = await ProFtpdServer.StartAsync(
            extra: "<Directory ~/CRS>\n<Limit STOR>\nDenyAll\n</Limit>\n</Directory>");
        using GatewaySession session = await GatewaySession.ConnectAsync(server.Options(), _log, CancellationToken.None);

        GatewayException refused = await Assert.ThrowsAsync<GatewayException>(
            () => session.SubmitAsync("CRS", LocalFile("a.bin", 100), new SubmitOptions(), _log, CancellationToken.None));
        Assert.Equal(("StoreRefused", true, 550), (refused.ErrorId, refused.SafeToResend, refused.ReplyCode));

        await session.SubmitAsync("Udlaan", LocalFile("b.bin", 100), new SubmitOptions(), _log, CancellationToken.None);
        await session.SubmitAsync("Udlaan", LocalFile("c.bin", 100), new SubmitOptions(), _log, CancellationToken.None);
        Assert.Equal(1, _log.Lines.Count(line => line.StartsWith("Connected to ")));
    }

    [Fact]
    public async Task A_session_that_the_server_dropped_while_idle_logs_in_again_before_the_next_file()
    {
        await using ProFtpdServer server = await ProFtpdServer.StartAsync(extra: "TimeoutIdle 3");
        using GatewaySession session = await GatewaySession.ConnectAsync(server.Options(), _log, CancellationToken.None);
        await _log.UntilAsync(() => !session.IsConnected);

        await session.SubmitAsync("Udlaan", LocalFile("a.bin", 100), new SubmitOptions(), _log, CancellationToken.None);
        Assert.Equal(2, _log.Lines.Count(line => line.StartsWith("Connected to ")));
        Assert.Equal(1, _log.Lines.Count(line => line.StartsWith("STOR ")));
    }

    [Fact]
    public async Task A_wrong_password_is_LoginRefused()
    {
        await using ProFtpdServer server = await ProFtpdServer.StartAsync();
        GatewayException e = await Assert.ThrowsAsync<GatewayException>(
            () => GatewaySession.ConnectAsync(server.Options(password: "the portal's password"), _log, CancellationToken.None));
        Assert.Equal(("LoginRefused", 530), (e.ErrorId, e.ReplyCode));
        Assert.DoesNotContain(_log.Lines, line => line.Contains("the portal's password"));
    }

    [Fact]
    public async Task A_server_that_does_not_know_our_root_refuses_the_client_certificate_by_alert()
    {
        await using ProFtpdServer server = await ProFtpdServer.StartAsync(knowsOurRoot: false);
        GatewayException e = await Assert.ThrowsAsync<GatewayException>(
            () => GatewaySession.ConnectAsync(server.Options(), _log, CancellationToken.None));
        Assert.Equal("ClientCertificateRefused", e.ErrorId);
        Assert.Contains("unknown_ca", e.Message);
    }

    [Fact]
    public async Task A_server_with_tls_13_only_is_TlsVersionRefused()
    {
        await using ProFtpdServer server = await ProFtpdServer.StartAsync(tlsProtocol: "TLSv1.3");
        GatewayException e = await Assert.ThrowsAsync<GatewayException>(
            () => GatewaySession.ConnectAsync(server.Options(), _log, CancellationToken.None));
        Assert.Equal("TlsVersionRefused", e.ErrorId);
    }

    [Fact]
    public async Task Tls_13_works_where_reuse_is_not_required()
    {
        await using ProFtpdServer server = await ProFtpdServer.StartAsync(
            tlsProtocol: "TLSv1.3", extra: "TLSOptions NoSessionReuseRequired");
        GatewayOptions options = server.Options();
        options.Protocols = SslProtocols.Tls13;
        using GatewaySession session = await GatewaySession.ConnectAsync(options, _log, CancellationToken.None);
        Assert.Equal(SslProtocols.Tls13, session.TlsVersion);
        for (int i = 0; i < 5; i++)
        {
            FileInfo file = LocalFile($"file-{i}.bin", 100_000);
            await session.SubmitAsync("Udlaan", file, new SubmitOptions(), _log, CancellationToken.None);
            Assert.Equal(Hash(file.FullName), Hash(Path.Combine(server.Home, "Udlaan", file.Name)));
        }
    }

    [Fact]
    public async Task Strict_reuse_on_tls_13_stops_before_a_stor_that_would_fail()
    {
        await using ProFtpdServer server = await ProFtpdServer.StartAsync(tlsProtocol: "TLSv1.3");
        GatewayOptions options = server.Options();
        options.Protocols = SslProtocols.Tls13;
        using GatewaySession session = await GatewaySession.ConnectAsync(options, _log, CancellationToken.None);
        await session.SubmitAsync("Udlaan", LocalFile("first.bin", 100), new SubmitOptions(), _log, CancellationToken.None);

        GatewayException e = await Assert.ThrowsAsync<GatewayException>(
            () => session.SubmitAsync("Udlaan", LocalFile("second.bin", 100), new SubmitOptions(), _log, CancellationToken.None));
        Assert.Equal(("TlsSessionReuseRequired", true), (e.ErrorId, e.SafeToResend));
        Assert.Equal(["STOR first.bin"], _log.Commands.Where(command => command.StartsWith("STOR ")));
        Assert.Single(Directory.GetFiles(Path.Combine(server.Home, "Udlaan")));
    }

    [Fact]
    public async Task An_ip_literal_resumes_no_session_and_ends_at_connect_with_TlsSessionReuseRequired()
    {
        await using ProFtpdServer server = await ProFtpdServer.StartAsync();
        GatewayOptions named = server.Options();
        var options = new GatewayOptions(GatewayEndpoint.Of("127.0.0.1", server.Port), named.Certificate, named.UserName, named.Password)
        {
            Trust = named.Trust,
        };
        GatewayException e = await Assert.ThrowsAsync<GatewayException>(
            () => GatewaySession.ConnectAsync(options, _log, CancellationToken.None));
        Assert.Equal("TlsSessionReuseRequired", e.ErrorId);
    }

    private FileInfo LocalFile(string name, int length)
    {
        string path = Path.Combine(_local.FullName, name);
        File.WriteAllBytes(path, RandomNumberGenerator.GetBytes(length));
        return new FileInfo(path);
    }

    private static string Hash(string path) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));
}
