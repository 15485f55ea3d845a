using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using SkatFtps.Simulator.Certificates;
using SkatFtps.Simulator.Control;
using SkatFtps.Simulator.Options;
using SkatFtps.Simulator.Tests.Support;
using Xunit;

namespace SkatFtps.Simulator.Tests.Control;

public sealed class DialogueTests
{
    [Theory]
    [InlineData("USER x", 530)]
    [InlineData("PASS x", 530)]
    [InlineData("PWD", 530)]
    [InlineData("STOR x", 530)]
    [InlineData("PBSZ 0", 503)]
    [InlineData("PROT P", 503)]
    [InlineData("FEAT", 211)]
    [InlineData("AUTH KERBEROS", 504)]
    [InlineData("XYZZY", 500)]
    [InlineData("QUIT", 221)]
    public async Task Before_tls_little_is_allowed(string command, int code)
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start();
        await using RawClient client = await RawClient.ConnectAsync(gateway, null);

        Assert.Equal(220, (await client.ReadReplyAsync()).Code);
        Assert.Equal(code, (await client.SendAsync(command)).Code);
    }

    [Theory]
    [InlineData("PWD", 530)]
    [InlineData("PROT P", 503)]
    [InlineData("PASS x", 503)]
    [InlineData("SYST", 215)]
    [InlineData("AUTH TLS", 503)]
    [InlineData("CCC", 534)]
    public async Task Before_login_little_more_is_allowed(string command, int code)
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start();
        await using RawClient client = await RawClient.ConnectAsync(gateway, gateway.Account.Certificate);
        await client.ReadReplyAsync();
        await client.SecureAsync();

        Assert.Equal(code, (await client.SendAsync(command)).Code);
    }

    [Theory]
    [InlineData("PWD", 257)]
    [InlineData("NOOP", 200)]
    [InlineData("TYPE A", 200)]
    [InlineData("TYPE L 8", 200)]
    [InlineData("TYPE E", 504)]
    [InlineData("MODE S", 200)]
    [InlineData("MODE Z", 504)]
    [InlineData("STRU F", 200)]
    [InlineData("OPTS UTF8 ON", 200)]
    [InlineData("PROT C", 534)]
    [InlineData("PROT S", 536)]
    [InlineData("PORT 127,0,0,1,4,1", 502)]
    [InlineData("EPRT |1|127.0.0.1|1025|", 502)]
    [InlineData("APPE x", 502)]
    [InlineData("REST 10", 502)]
    [InlineData("RNFR x", 502)]
    [InlineData("SIZE /out/x", 502)]
    [InlineData("MDTM /out/x", 502)]
    [InlineData("ABOR", 226)]
    [InlineData("CWD /Udlaan", 250)]
    [InlineData("CWD /Pantebreve", 550)]
    [InlineData("CWD Udlaan/deeper", 550)]
    [InlineData("CDUP", 250)]
    [InlineData("STOR /Udlaan/x", 425)]
    [InlineData("RETR /out/x", 425)]
    [InlineData("EPSV 2", 522)]
    [InlineData("DELE /out/x", 550)]
    public async Task After_login_each_verb_has_its_reply(string command, int code)
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start();
        await using RawClient client = await RawClient.LogInAsync(gateway);

        Assert.Equal(code, (await client.SendAsync(command)).Code);
        Assert.Equal(200, (await client.SendAsync("NOOP")).Code);
    }

    [Fact]
    public async Task Data_needs_prot_p()
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start();
        await using RawClient client = await RawClient.ConnectAsync(gateway, gateway.Account.Certificate);
        await client.ReadReplyAsync();
        await client.SecureAsync();
        await client.SendAsync("USER " + gateway.Account.UserName);
        await client.SendAsync("PASS " + gateway.Account.Password);
        await client.SendAsync("PASV");

        Assert.Equal(521, (await client.SendAsync("STOR /Udlaan/x")).Code);
        Assert.Equal(521, (await client.SendAsync("LIST")).Code);
        Assert.Empty(gateway.Received);
    }

    [Fact]
    public async Task A_wrong_password_is_refused_and_written_nowhere()
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start();
        await using RawClient client = await RawClient.ConnectAsync(gateway, gateway.Account.Certificate);
        await client.ReadReplyAsync();
        await client.SecureAsync();
        await client.SendAsync("USER " + gateway.Account.UserName);

        Assert.Equal(530, (await client.SendAsync("PASS secret-word")).Code);
        Assert.Equal("PASS ****", gateway.Commands.Last().Line);
        Assert.DoesNotContain(gateway.Commands, command => command.Line.Contains("secret-word"));
    }

    [Fact]
    public async Task A_certificate_logs_in_its_own_user_only()
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start();
        GatewayAccount other = gateway.AddAccount(new OcesCertificateBuilder().Build(), "Udlaan");
        await using RawClient client = await RawClient.ConnectAsync(gateway, gateway.Account.Certificate);
        await client.ReadReplyAsync();
        await client.SecureAsync();

        await client.SendAsync("USER " + other.UserName);
        Assert.Equal(530, (await client.SendAsync("PASS " + other.Password)).Code);
        await client.SendAsync("USER " + gateway.Account.UserName);
        Assert.Equal(230, (await client.SendAsync("PASS " + gateway.Account.Password)).Code);
    }

    [Fact]
    public async Task Feat_can_be_refused_before_login_or_always()
    {
        await using SimulatedGateway late = SimulatedGateway.Start(new SimulatorOptions { Feat = FeatReply.ListedAfterLogin });
        await using SimulatedGateway never = SimulatedGateway.Start(new SimulatorOptions { Feat = FeatReply.NotImplemented });
        await using RawClient first = await RawClient.ConnectAsync(late, late.Account.Certificate);
        await using RawClient second = await RawClient.LogInAsync(never);
        await first.ReadReplyAsync();

        Assert.Equal(530, (await first.SendAsync("FEAT")).Code);
        Assert.Equal(502, (await second.SendAsync("FEAT")).Code);
    }

    [Fact]
    public async Task After_epsv_all_pasv_is_refused()
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start();
        await using RawClient client = await RawClient.LogInAsync(gateway);

        Assert.Equal(200, (await client.SendAsync("EPSV ALL")).Code);
        Assert.Equal(503, (await client.SendAsync("PASV")).Code);
        Assert.Equal(229, (await client.SendAsync("EPSV")).Code);
    }

    [Fact]
    public async Task Pasv_may_name_an_address_that_is_not_true()
    {
        SimulatorOptions options = new() { AdvertisedPassiveAddress = IPAddress.Parse("10.1.2.3"), Epsv = false };
        await using SimulatedGateway gateway = SimulatedGateway.Start(options);
        await using RawClient client = await RawClient.LogInAsync(gateway);

        Assert.Equal(502, (await client.SendAsync("EPSV")).Code);
        Assert.Contains("(10,1,2,3,", (await client.SendAsync("PASV")).Text);
    }

    [Fact]
    public async Task A_passive_port_is_for_the_control_connections_peer_only()
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start();
        await using RawClient client = await RawClient.LogInAsync(gateway);
        FtpReply passive = await client.SendAsync("PASV");
        using TcpClient stranger = new(new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0));
        await stranger.ConnectAsync(IPAddress.Loopback, RawClient.PortOf(passive), client.Stop);
        await client.SendAsync("STOR /Udlaan/a");

        Assert.Equal(0, await stranger.GetStream().ReadAsync(new byte[1], client.Stop));
        await using RawData data = await client.DataAsync(passive);
        await data.SecureAsync();
        await data.EndAsync();
        Assert.Equal(226, (await client.ReadReplyAsync()).Code);
    }

    [Fact]
    public async Task Over_ipv6_epsv_works_and_pasv_does_not()
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start(new SimulatorOptions { ListenOnIPv6 = true });
        await using RawClient client = await RawClient.LogInAsync(gateway, address: IPAddress.IPv6Loopback);

        Assert.Equal(AddressFamily.InterNetworkV6, client.Socket.AddressFamily);
        Assert.Equal(425, (await client.SendAsync("PASV")).Code);
        await using RawData data = await client.PassiveAsync("EPSV");
        await client.SendAsync("NLST");
        await data.SecureAsync();
        Assert.NotEmpty(await data.ReadToEndAsync());
        Assert.Equal(226, (await client.ReadReplyAsync()).Code);
    }

    [Fact]
    public async Task Commands_are_recorded_in_their_order()
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start();
        await using RawClient client = await RawClient.LogInAsync(gateway);
        await client.SendAsync("quit");

        Assert.Equal(["AUTH", "USER", "PASS", "PBSZ", "PROT", "QUIT"], gateway.Commands.Select(command => command.Verb));
    }

    [Fact]
    public async Task During_a_transfer_other_commands_must_wait()
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start();
        await using RawClient client = await RawClient.LogInAsync(gateway);
        await using RawData data = await client.PassiveAsync();
        await client.SendAsync("STOR /Udlaan/a");
        await data.SecureAsync();

        Assert.Equal(450, (await client.SendAsync("NOOP")).Code);
        await data.EndAsync();
        Assert.Equal(226, (await client.ReadReplyAsync()).Code);
        Assert.Equal(200, (await client.SendAsync("NOOP")).Code);
    }

    [Fact]
    public async Task Abor_cuts_the_transfer_and_leaves_the_session_usable()
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start();
        await using RawClient client = await RawClient.LogInAsync(gateway);
        await using RawData data = await client.PassiveAsync();
        await client.SendAsync("STOR /Udlaan/a");
        await data.SecureAsync();
        await data.WriteAsync([1, 2, 3]);

        Assert.Equal(426, (await client.SendAsync("ABOR")).Code);
        Assert.Equal(226, (await client.ReadReplyAsync()).Code);
        Assert.True(Assert.Single(gateway.Received).Cut);
        Assert.Equal(226, (await client.PutAsync("/Udlaan/b", [1])).Code);
    }
}
