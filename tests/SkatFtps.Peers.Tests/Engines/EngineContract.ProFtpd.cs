using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ftp;
using SkatFtps.Ftp.Tls;
using SkatFtps.Peers.Tests.ProFtpd;
using Xunit;

namespace SkatFtps.Peers.Tests.Engines;

/// <summary>The same against a server that is not ours: mutual TLS 1.2, session reuse required.</summary>
public abstract partial class EngineContract
{
    [Fact]
    public async Task Ten_files_go_up_to_ProFTPD_on_one_session_and_every_data_connection_resumes()
    {
        await using ProFtpdServer server = await ProFtpdServer.StartAsync();
        var log = new RecordingLog();
        using IFtpsConnection connection = await OpenAsync(server, log);
        for (int i = 0; i < 10; i++)
        {
            byte[] content = RandomNumberGenerator.GetBytes(100_000 + i);
            await connection.StoreAsync(
                new FtpUpload(EngineRehearsal.Service, $"file-{i}.bin", new MemoryStream(content)), CancellationToken.None);
            Assert.Equal(content, File.ReadAllBytes(Path.Combine(server.Home, "Udlaan", $"file-{i}.bin")));
        }

        Assert.Equal(10, log.Commands.Count(command => command.StartsWith("STOR ")));
        Assert.Equal(11, log.Lines.Count(line => line.Contains("session reused")));
    }

    [Fact]
    public async Task A_STOR_that_ProFTPD_refuses_leaves_the_session_usable()
    {
        await using ProFtpdServer server = await ProFtpdServer.StartAsync(
            extra: "<Directory ~/CRS>\n<Limit STOR>\nDenyAll\n</Limit>\n</Directory>");
        using IFtpsConnection connection = await OpenAsync(server, new RecordingLog());
        FtpsException e = await Assert.ThrowsAsync<FtpsException>(
            () => connection.StoreAsync(
                new FtpUpload(FtpName.FromText("CRS"), "a.bin", new MemoryStream(new byte[9])), CancellationToken.None));
        Assert.Equal((FtpsFailure.StoreRefused, 550, true, false), (e.Failure, e.Reply!.Code, e.SessionUsable, e.MayHaveArrived));

        await connection.StoreAsync(EngineRehearsal.Upload(), CancellationToken.None);
        Assert.True(File.Exists(Path.Combine(server.Home, "Udlaan", "retur.xml")));
    }

    [Fact]
    public async Task A_response_on_ProFTPD_is_listed_retrieved_and_deleted()
    {
        await using ProFtpdServer server = await ProFtpdServer.StartAsync();
        byte[] response = RandomNumberGenerator.GetBytes(300_000);
        server.Put("out/svar.xml", response);
        using IFtpsConnection connection = await OpenAsync(server, new RecordingLog());
        var entries = new List<DirectoryEntry>();
        await connection.ListAsync(EngineRehearsal.Out, entries.Add, CancellationToken.None);
        DirectoryEntry entry = Assert.Single(entries, one => one.IsFolder == false);
        using var content = new MemoryStream();
        await connection.RetrieveAsync(EngineRehearsal.Out, entry.Name, entry.Size, content, null, CancellationToken.None);
        Assert.Equal(response, content.ToArray());

        await connection.DeleteAsync(EngineRehearsal.Out, entry.Name, CancellationToken.None);
        Assert.False(File.Exists(Path.Combine(server.Home, "out", "svar.xml")));
    }

    [Fact]
    public async Task A_wrong_password_on_ProFTPD_is_LoginRefused()
    {
        await using ProFtpdServer server = await ProFtpdServer.StartAsync();
        FtpsException e = await Assert.ThrowsAsync<FtpsException>(
            () => OpenAsync(server, new RecordingLog(), password: "the portal's password"));
        Assert.Equal((FtpsFailure.LoginRefused, 530), (e.Failure, e.Reply!.Code));
    }

    [Fact]
    public async Task ProFTPD_refuses_a_client_certificate_by_an_alert_that_is_told()
    {
        await using ProFtpdServer server = await ProFtpdServer.StartAsync(knowsOurRoot: false);
        FtpsException e = await Assert.ThrowsAsync<FtpsException>(() => OpenAsync(server, new RecordingLog()));
        Assert.Equal((FtpsFailure.ClientCertificateRefused, "unknown_ca"), (e.Failure, e.TlsAlert));
    }

    [Fact]
    public async Task Without_session_reuse_ProFTPD_is_told_apart_before_any_STOR()
    {
        await using ProFtpdServer server = await ProFtpdServer.StartAsync();
        var log = new RecordingLog();
        using IFtpsConnection connection = await OpenAsync(server, log, host: "127.0.0.1");
        FtpsException e = await Assert.ThrowsAsync<FtpsException>(
            () => connection.StoreAsync(EngineRehearsal.Upload(), CancellationToken.None));
        Assert.Equal(FtpsFailure.TlsSessionReuseRequired, e.Failure);
        Assert.DoesNotContain(log.Commands, command => command.StartsWith("STOR "));
    }

    private async Task<IFtpsConnection> OpenAsync(
        ProFtpdServer server, RecordingLog log, string host = "localhost", string? password = null)
    {
        GatewayOptions given = server.Options(password);
        IFtpsConnection connection = Create(new FtpsOptions(host, server.Port, given.UserName, given.Password)
        {
            ClientCertificate = given.Certificate.Certificate,
            ClientChain = given.Certificate.Chain,
            Trust = given.Trust,
        });
        connection.Log = log;
        await connection.OpenAsync(CancellationToken.None);
        return connection;
    }
}
