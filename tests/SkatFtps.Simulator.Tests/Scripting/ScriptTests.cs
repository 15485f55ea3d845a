using System;
using System.IO;
using System.Linq;
using System.Net.Security;
using System.Net.Sockets;
using System.Threading.Tasks;
using SkatFtps.Simulator.Backends;
using SkatFtps.Simulator.Certificates;
using SkatFtps.Simulator.Folders;
using SkatFtps.Simulator.Options;
using SkatFtps.Simulator.Scripting;
using SkatFtps.Simulator.Tests.Support;
using Xunit;

namespace SkatFtps.Simulator.Tests.Scripting;

public sealed class ScriptTests
{
    private readonly GatewayScript _script = new();

    [Theory]
    [InlineData("SYST")]
    [InlineData("CWD /")]
    [InlineData("PASV")]
    [InlineData("PBSZ 0")]
    [InlineData("DELE /out/x")]
    public async Task Any_verb_can_be_answered_out_of_turn_once(string command)
    {
        await using SimulatedGateway gateway = Start();
        await using RawClient client = await RawClient.LogInAsync(gateway);
        int before = (await client.SendAsync(command)).Code;
        _script.On(command.Split(' ')[0]).Reply(421, "Not now");

        Assert.Equal("421 Not now", (await client.SendAsync(command)).Text);
        _script.Clear();
        Assert.Equal(before, (await client.SendAsync(command)).Code);
    }

    [Fact]
    public async Task A_fault_strikes_at_its_occurrence_only()
    {
        _script.On("NOOP", nth: 2).Reply(500, "Second");
        await using SimulatedGateway gateway = Start();
        await using RawClient client = await RawClient.LogInAsync(gateway);

        Assert.Equal(200, (await client.SendAsync("NOOP")).Code);
        Assert.Equal(500, (await client.SendAsync("NOOP")).Code);
        Assert.Equal(200, (await client.SendAsync("NOOP")).Code);
    }

    [Fact]
    public async Task A_banner_may_have_many_lines_or_be_no_ftp_at_all()
    {
        _script.On(GatewayStep.Banner, nth: 1).Reply(220, "Welcome\nto the 220 gateway\nReady");
        _script.On(GatewayStep.Banner, nth: 2).Raw("SSH-2.0-OpenSSH_9.2\r\n");
        await using SimulatedGateway gateway = Start();

        await using RawClient first = await RawClient.ConnectAsync(gateway, null);
        Assert.Equal("220-Welcome\n to the 220 gateway\n220 Ready", (await first.ReadReplyAsync()).Text);

        // Sessions are served side by side: only a greeting that was read is known to have been the first.
        await using RawClient second = await RawClient.ConnectAsync(gateway, null);
        Assert.Equal("SSH-2.0-OpenSSH_9.2", await second.ReadLineAsync());
    }

    [Fact]
    public async Task A_connection_may_end_before_the_banner()
    {
        _script.On(GatewayStep.Accept, nth: 1).Drop();
        _script.On(GatewayStep.Accept, nth: 2).Reset();
        await using SimulatedGateway gateway = Start();
        await using RawClient dropped = await RawClient.ConnectAsync(gateway, null);
        await Assert.ThrowsAsync<EndOfStreamException>(dropped.ReadReplyAsync);
        Exception error = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await using RawClient reset = await RawClient.ConnectAsync(gateway, null);
            await reset.ReadReplyAsync();
        });
        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(error.GetBaseException()).SocketErrorCode);
    }

    [Fact]
    public async Task A_gateway_that_hangs_says_nothing_and_still_stops()
    {
        _script.On("NOOP").Hang();
        SimulatedGateway gateway = Start();
        await using RawClient client = await RawClient.LogInAsync(gateway);
        await client.WriteLineAsync("NOOP");
        Task<FtpReply> reply = client.ReadReplyAsync();

        Assert.False(reply.IsCompleted);
        await gateway.DisposeAsync();
        await Assert.ThrowsAnyAsync<IOException>(() => reply);
    }

    [Fact]
    public async Task A_delay_runs_on_the_gateways_clock()
    {
        ManualClock clock = new(DateTimeOffset.UtcNow);
        _script.On("NOOP").Delay(TimeSpan.FromHours(1));
        await using SimulatedGateway gateway = SimulatedGateway.Start(new SimulatorOptions { Script = _script, Clock = clock });
        await using RawClient client = await RawClient.LogInAsync(gateway);
        await client.WriteLineAsync("NOOP");
        Task<FtpReply> reply = client.ReadReplyAsync();

        while (!reply.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMinutes(30));
            await Task.Yield();
        }

        Assert.Equal(200, (await reply).Code);
    }

    [Fact]
    public async Task Auth_may_be_refused()
    {
        _script.On(GatewayStep.AuthTls).Reply(534, "No TLS today");
        await using SimulatedGateway gateway = Start();
        await using RawClient client = await RawClient.ConnectAsync(gateway, gateway.Account.Certificate);
        await client.ReadReplyAsync();

        Assert.Equal(534, (await client.SendAsync("AUTH TLS")).Code);
    }

    [Fact]
    public async Task Bytes_can_be_planted_behind_the_reply_to_auth()
    {
        _script.On(GatewayStep.AuthTls).Inject("230 Logged in\r\n");
        await using SimulatedGateway gateway = Start();
        await using RawClient client = await RawClient.ConnectAsync(gateway, gateway.Account.Certificate);
        await client.ReadReplyAsync();

        Assert.Equal("234 AUTH TLS successful", (await client.SendAsync("AUTH TLS")).Text);
        Assert.Equal("230 Logged in", await client.ReadLineAsync());
        await client.HandshakeAsync();
        Assert.Equal(331, (await client.SendAsync("USER x")).Code);
    }

    [Fact]
    public async Task Commands_planted_in_the_clear_before_tls_are_thrown_away()
    {
        await using SimulatedGateway gateway = Start();
        await using RawClient client = await RawClient.ConnectAsync(gateway, gateway.Account.Certificate);
        await client.ReadReplyAsync();
        await client.WriteLineAsync("AUTH TLS\r\nUSER planted");
        await client.ReadReplyAsync();
        await client.HandshakeAsync();

        Assert.Equal(200, (await client.SendAsync("NOOP")).Code);
        Assert.DoesNotContain(gateway.Commands, command => command.Line.Contains("planted"));
    }

    [Theory]
    [InlineData(ServerCertificateKind.Valid, SslPolicyErrors.None)]
    [InlineData(ServerCertificateKind.Other, SslPolicyErrors.None)]
    [InlineData(ServerCertificateKind.Untrusted, SslPolicyErrors.RemoteCertificateChainErrors)]
    [InlineData(ServerCertificateKind.Expired, SslPolicyErrors.RemoteCertificateChainErrors)]
    [InlineData(ServerCertificateKind.WrongName, SslPolicyErrors.RemoteCertificateNameMismatch)]
    public async Task The_server_certificate_can_be_wrong_in_each_way(ServerCertificateKind kind, SslPolicyErrors errors)
    {
        _script.On(GatewayStep.ControlHandshake).ShowCertificate(kind);
        await using SimulatedGateway gateway = Start();
        await using RawClient client = await RawClient.ConnectAsync(gateway, gateway.Account.Certificate);
        await client.ReadReplyAsync();
        await client.SecureAsync();

        Assert.Equal(errors, client.ServerCertificateErrors);
    }

    [Fact]
    public async Task The_data_connection_can_show_another_server_certificate()
    {
        _script.On(GatewayStep.DataHandshake).ShowCertificate(ServerCertificateKind.Untrusted);
        await using SimulatedGateway gateway = Start();
        await using RawClient client = await RawClient.LogInAsync(gateway);
        Assert.Equal(SslPolicyErrors.None, client.ServerCertificateErrors);
        await client.NamesAsync("/");

        Assert.Equal(SslPolicyErrors.RemoteCertificateChainErrors, client.ServerCertificateErrors);
    }

    [Fact]
    public async Task The_client_certificate_can_be_answered_with_an_alert()
    {
        _script.On(GatewayStep.ControlHandshake).RejectClientCertificate();
        await using SimulatedGateway gateway = Start();
        await using RawClient client = await RawClient.ConnectAsync(gateway, gateway.Account.Certificate);
        await client.ReadReplyAsync();

        Exception error = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await client.SecureAsync();
            await client.SendAsync("NOOP");
        });
        Assert.Contains("alert", error.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_client_certificate_can_be_answered_with_a_plain_close()
    {
        _script.On(GatewayStep.ControlHandshake).DropAfterClientCertificate();
        await using SimulatedGateway gateway = Start();
        await using RawClient client = await RawClient.ConnectAsync(gateway, gateway.Account.Certificate);
        await client.ReadReplyAsync();

        Exception error = await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            await client.SecureAsync();
            await client.SendAsync("NOOP");
        });
        Assert.DoesNotContain("alert", error.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_passive_port_can_be_one_on_which_nobody_listens()
    {
        _script.On(GatewayStep.Pasv, nth: 1).DeadPort();
        await using SimulatedGateway gateway = Start();
        await using RawClient client = await RawClient.LogInAsync(gateway);

        await Assert.ThrowsAsync<SocketException>(() => client.PassiveAsync());
        Assert.Equal(425, (await client.SendAsync("LIST")).Code);
        Assert.Equal(226, (await client.PutAsync("/Udlaan/a", [1])).Code);
    }

    [Fact]
    public async Task A_data_connection_that_fails_leaves_an_empty_filing_and_a_usable_session()
    {
        _script.On(GatewayStep.DataHandshake, nth: 1).Drop(FaultTarget.Data);
        await using SimulatedGateway gateway = Start();
        await using RawClient client = await RawClient.LogInAsync(gateway);
        await using RawData data = await client.PassiveAsync();
        await client.SendAsync("STOR /Udlaan/a");

        await Assert.ThrowsAnyAsync<IOException>(data.SecureAsync);
        Assert.Equal(425, (await client.ReadReplyAsync()).Code);
        Assert.Equal(0, Assert.Single(gateway.Received).Bytes);
        Assert.Equal(226, (await client.PutAsync("/Udlaan/b", [1])).Code);
    }

    [Theory]
    [InlineData(426)]
    [InlineData(451)]
    [InlineData(552)]
    public async Task A_whole_file_can_be_answered_with_a_failure(int code)
    {
        _script.On(GatewayStep.StorAfterLastByte).Reply(code, "Failed");
        await using SimulatedGateway gateway = Start();
        await using RawClient client = await RawClient.LogInAsync(gateway);

        Assert.Equal(code, (await client.PutAsync("/Udlaan/a", [1])).Code);
        Assert.False(Assert.Single(gateway.Received).Cut);
        Assert.Equal(200, (await client.SendAsync("NOOP")).Code);
    }

    [Fact]
    public async Task The_reply_to_a_whole_file_can_be_lost()
    {
        _script.On(GatewayStep.StorAfterLastByte, nth: 1).Drop();
        _script.On(GatewayStep.StorAfterLastByte, nth: 2).Reset(FaultTarget.Control);
        await using SimulatedGateway gateway = Start();
        await using RawClient first = await RawClient.LogInAsync(gateway);
        await using RawClient second = await RawClient.LogInAsync(gateway);

        await Assert.ThrowsAsync<EndOfStreamException>(() => first.PutAsync("/Udlaan/a", [1]));
        await Assert.ThrowsAnyAsync<IOException>(() => second.PutAsync("/Udlaan/b", [1]));
        Assert.Equal([false, false], gateway.Received.Select(file => file.Cut));
    }

    [Fact]
    public async Task The_control_connection_can_go_right_after_150()
    {
        _script.On(GatewayStep.StorAfter150).Drop(FaultTarget.Control);
        await using SimulatedGateway gateway = Start();
        await using RawClient client = await RawClient.LogInAsync(gateway);
        await using RawData data = await client.PassiveAsync();

        Assert.Equal(150, (await client.SendAsync("STOR /Udlaan/a")).Code);
        await Assert.ThrowsAsync<EndOfStreamException>(client.ReadReplyAsync);
        Assert.True(Assert.Single(await gateway.WaitForReceivedAsync(1, default)).Cut);
    }

    [Fact]
    public async Task An_upload_can_be_cut_after_so_many_bytes()
    {
        _script.On(GatewayStep.StorMidData).AfterBytes(40_000).Reset(FaultTarget.Data).Reply(451, "Local error");
        await using SimulatedGateway gateway = Start();
        await using RawClient client = await RawClient.LogInAsync(gateway);
        await using RawData data = await client.PassiveAsync();
        await client.SendAsync("STOR /Udlaan/a");
        await data.SecureAsync();
        await data.WriteAsync(new byte[40_000]);

        Assert.Equal(451, (await client.ReadReplyAsync()).Code);

        // The scripted reply comes before the file is recorded, the next command after it.
        Assert.Equal(200, (await client.SendAsync("NOOP")).Code);
        UploadedFile file = Assert.Single(gateway.Received);
        Assert.Equal((40_000L, true), (file.Bytes, file.Cut));
    }

    [Fact]
    public async Task A_download_can_be_cut_without_close_notify()
    {
        _script.On(GatewayStep.RetrMidData).AfterBytes(1000).Drop(FaultTarget.Data);
        await using SimulatedGateway gateway = Start();
        (FtpReply reply, byte[] bytes) = await DownloadAsync(gateway);

        Assert.Equal(426, reply.Code);
        Assert.Equal(1000, bytes.Length);
    }

    [Fact]
    public async Task A_download_can_be_short_though_226_says_complete()
    {
        _script.On(GatewayStep.RetrMidData).AfterBytes(1000).EndData();
        await using SimulatedGateway gateway = Start();
        (FtpReply reply, byte[] bytes) = await DownloadAsync(gateway);

        Assert.Equal(226, reply.Code);
        Assert.Equal(1000, bytes.Length);
    }

    [Fact]
    public async Task A_download_can_be_cut_and_still_be_called_complete()
    {
        _script.On(GatewayStep.RetrMidData).AfterBytes(1000).Drop(FaultTarget.Data).Reply(226, "Transfer complete");
        await using SimulatedGateway gateway = Start();

        Assert.Equal(226, (await DownloadAsync(gateway)).Reply.Code);
    }

    [Fact]
    public async Task A_whole_download_can_be_answered_with_426()
    {
        _script.On(GatewayStep.RetrAfterLastByte).Reply(426, "Connection closed");
        await using SimulatedGateway gateway = Start();
        (FtpReply reply, byte[] bytes) = await DownloadAsync(gateway);

        Assert.Equal((426, 5000), (reply.Code, bytes.Length));
    }

    [Fact]
    public async Task A_listing_can_be_cut()
    {
        _script.On(GatewayStep.ListMidData).AfterBytes(10).Drop(FaultTarget.Data);
        await using SimulatedGateway gateway = Start();
        await using RawClient client = await RawClient.LogInAsync(gateway);
        await using RawData data = await client.PassiveAsync();
        await client.SendAsync("LIST");
        await data.SecureAsync();

        Assert.Equal(10, (await data.ReadUntilBrokenAsync()).Length);
        Assert.Equal(426, (await client.ReadReplyAsync()).Code);
    }

    [Fact]
    public async Task The_hook_sees_every_step_and_no_password()
    {
        System.Collections.Concurrent.ConcurrentQueue<StepEvent> steps = new();
        _script.OnStep = (step, _) =>
        {
            steps.Enqueue(step);
            return Task.CompletedTask;
        };
        await using SimulatedGateway gateway = Start();
        await using RawClient client = await RawClient.LogInAsync(gateway);
        await client.PutAsync("/Udlaan/a", [1]);
        await client.SendAsync("NOOP");

        Assert.Equal(
            ["Accept", "Banner", "AUTH", "ControlHandshake", "USER", "PASS", "PBSZ", "PROT", "PASV", "STOR", "StorBefore150",
                "StorAfter150", "DataAccept", "DataHandshake", "StorAfterLastByte", "StorReplied", "NOOP"],
            steps.Select(step => step.Step));
        Assert.DoesNotContain(steps, step => step.Argument.Contains(gateway.Account.Password));
        Assert.Equal("a", steps.Single(step => step.Step == "StorReplied").Argument);
    }

    private SimulatedGateway Start() => SimulatedGateway.Start(new SimulatorOptions { Script = _script });

    private static async Task<(FtpReply Reply, byte[] Bytes)> DownloadAsync(SimulatedGateway gateway)
    {
        gateway.ExposeUnrelated(gateway.Account, "CRS", "file", new byte[5000]);
        await using RawClient client = await RawClient.LogInAsync(gateway);
        await using RawData data = await client.PassiveAsync();
        await client.SendAsync("RETR /out/file");
        await data.SecureAsync();
        byte[] bytes = await data.ReadUntilBrokenAsync();
        return (await client.ReadReplyAsync(), bytes);
    }
}
