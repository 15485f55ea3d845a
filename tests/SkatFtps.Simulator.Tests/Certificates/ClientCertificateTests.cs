using System;
using System.Collections.Generic;
using System.Security.Authentication;
using System.Threading.Tasks;
using SkatFtps.Simulator.Certificates;
using SkatFtps.Simulator.Options;
using SkatFtps.Simulator.Tests.Support;
using Xunit;

namespace SkatFtps.Simulator.Tests.Certificates;

public sealed class ClientCertificateTests
{
    public static IEnumerable<object[]> Refused() =>
    [
        ["none"], ["production"], ["oces2"], ["expired"], ["not valid yet"], ["alone"],
    ];

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_certificate_that_does_not_belong_here_fails_the_handshake(string which)
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start();
        await using RawClient client = await RawClient.ConnectAsync(gateway, Make(which));
        await client.ReadReplyAsync();

        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await client.SecureAsync();
            await client.SendAsync("NOOP");
        });
        // The client may know of it first; a gateway that has stopped knows it too.
        await gateway.DisposeAsync();
        Assert.DoesNotContain(gateway.Commands, command => command.Verb == "NOOP");
        Assert.IsType<AuthenticationException>(Assert.Single(gateway.Failures).Exception);
    }

    [Theory]
    [InlineData("employee")]
    [InlineData("ec key")]
    [InlineData("upper case")]
    public async Task Other_oces3_certificates_log_in_under_their_own_name(string which)
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start();
        GatewayAccount account = gateway.AddAccount(Make(which)!, "Udlaan");
        await using RawClient client = await RawClient.LogInAsync(gateway, account);

        Assert.Equal(["Udlaan", "out"], await client.NamesAsync("/"));
    }

    [Fact]
    public async Task A_gateway_that_knows_the_issuing_authority_takes_a_certificate_alone()
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start(new SimulatorOptions { KnowsIssuingAuthority = true });
        GatewayAccount account = gateway.AddAccount(Make("alone")!, "Udlaan");

        await using RawClient client = await RawClient.LogInAsync(gateway, account);
        Assert.Equal(200, (await client.SendAsync("NOOP")).Code);
    }

    [Fact]
    public void A_certificate_without_a_cvr_number_cannot_be_a_user()
    {
        IssuedCertificate person = new OcesCertificateBuilder { Kind = IssuedKind.Person, ShareKey = true }.Build();

        Assert.Throws<ArgumentException>(() => SimulatedGateway.Start(new SimulatorOptions { Certificate = person }));
    }

    [Fact]
    public async Task Tls_sessions_are_resumed_on_data_connections_and_it_can_be_insisted_on()
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start(new SimulatorOptions { RequireTlsResumption = true });
        await using RawClient resuming = await RawClient.LogInAsync(gateway, resume: true);
        await using RawClient not = await RawClient.LogInAsync(gateway);

        Assert.Equal(226, (await resuming.PutAsync("/Udlaan/a", [1])).Code);
        await using RawData data = await not.PassiveAsync();
        await not.SendAsync("STOR /Udlaan/b");
        await data.SecureAsync();
        Assert.Equal(425, (await not.ReadReplyAsync()).Code);
        Assert.True(gateway.Received[0].Resumed);
        Assert.False(gateway.Received[1].Resumed);
    }

    [Fact]
    public async Task A_data_connection_must_show_the_certificate_of_its_control_connection()
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start();
        await using RawClient client = await RawClient.LogInAsync(gateway);
        client.Certificate = Make("employee");
        await using RawData data = await client.PassiveAsync();
        await client.SendAsync("STOR /Udlaan/b");
        await data.SecureAsync();

        Assert.Equal("425 The data connection shows another client certificate", (await client.ReadReplyAsync()).Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Over_tls_1_3_files_go_both_ways_and_a_cut_is_noticed(bool resume)
    {
        await using SimulatedGateway gateway = SimulatedGateway.Start(new SimulatorOptions { TlsProtocols = SslProtocols.Tls13 });
        await using RawClient client = await RawClient.ConnectAsync(gateway, gateway.Account.Certificate);
        client.Protocols = SslProtocols.Tls13;
        client.Resume = resume;
        await client.LogInAsync(gateway.Account);
        Assert.Equal(226, (await client.PutAsync("/Udlaan/a", [1, 2, 3])).Code);
        Assert.Equal(4, (await client.NamesAsync("/out")).Length);

        await using RawData data = await client.PassiveAsync();
        await client.SendAsync("STOR /Udlaan/b");
        await data.SecureAsync();
        await data.WriteAsync([1, 2, 3]);
        data.Cut();
        Assert.Equal(426, (await client.ReadReplyAsync()).Code);
        Assert.True(gateway.Received[1].Cut);
    }

    private static IssuedCertificate? Make(string which)
    {
        OcesCertificateBuilder builder = new() { ShareKey = true };
        switch (which)
        {
            case "none":
                return null;
            case "production":
                builder.Issuer = OcesIssuer.Production;
                break;
            case "oces2":
                builder.Kind = IssuedKind.Oces2Organisation;
                break;
            case "expired":
                builder.NotBefore = DateTimeOffset.UtcNow.AddYears(-3);
                builder.NotAfter = DateTimeOffset.UtcNow.AddDays(-1);
                break;
            case "not valid yet":
                builder.NotBefore = DateTimeOffset.UtcNow.AddDays(1);
                break;
            case "alone":
                builder.WithIntermediates = false;
                break;
            case "employee":
                builder.Kind = IssuedKind.Employee;
                break;
            case "ec key":
                builder.EcdsaKey = true;
                break;
            case "upper case":
                builder.UpperCaseUuid = true;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(which), which, null);
        }

        return builder.Build();
    }
}
