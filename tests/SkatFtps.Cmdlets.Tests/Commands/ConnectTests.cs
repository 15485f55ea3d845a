using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Security.Authentication;
using System.Threading.Tasks;
using SkatFtps.Cmdlets.Tests.Support;
using SkatFtps.Simulator;
using SkatFtps.Simulator.Certificates;
using SkatFtps.Simulator.Scripting;
using Xunit;

namespace SkatFtps.Cmdlets.Tests.Commands;

public sealed class ConnectTests
{
    [Fact]
    public async Task The_session_says_where_who_how_and_what_is_visible()
    {
        await using Rehearsal rehearsal = Rehearsal.Start();

        GatewaySession session = rehearsal.Run("Connect-SkatGateway @connect").Succeeded().Only<GatewaySession>();

        Assert.Equal("localhost", session.HostName);
        Assert.Equal(rehearsal.Gateway.Port, session.Port);
        Assert.Equal(GatewayEnvironment.Other, session.Environment);
        Assert.Equal(rehearsal.Account.UserName, session.UserName);
        Assert.Equal(SslProtocols.Tls12, session.TlsVersion);
        Assert.StartsWith("TLS_", session.CipherSuite, StringComparison.Ordinal);
        Assert.Equal(rehearsal.Account.Certificate.Certificate.NotAfter.ToUniversalTime(), session.CertificateExpires.UtcDateTime);
        Assert.Equal(["AKFA", "CRS", "FTPSGW.Heartbeat", "Indlaan", "Udlaan"], session.Services);
    }

    [Fact]
    public async Task The_module_under_test_is_the_one_that_ships()
    {
        await using Rehearsal rehearsal = Rehearsal.Start();

        string location = rehearsal.Run("[System.Reflection.Assembly]::GetAssembly((Get-Command"
            + " Connect-SkatGateway).ImplementingType).Location").Only<string>();

        Assert.Equal(Repository.InRoot("bin/net8.0/SkatFtps.Cmdlets.dll"), location);
    }

    [Fact]
    public async Task The_user_name_comes_from_the_certificate_unless_it_is_given()
    {
        await using Rehearsal rehearsal = Rehearsal.Start();

        Assert.Equal(
            rehearsal.Account.UserName,
            rehearsal.Run("$connect.Remove('UserName'); Connect-SkatGateway @connect").Succeeded().Only<GatewaySession>().UserName);
        ScriptRun other = rehearsal.Run("Connect-SkatGateway @connect -UserName CVR_12345678_UI_0");

        Assert.Equal("LoginRefused", other.ErrorIds.Single());
        Assert.Contains("CVR_12345678_UI_0", other.Error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_credential_brings_user_name_and_password()
    {
        await using Rehearsal rehearsal = Rehearsal.Start();
        rehearsal.Prompt["credential"] = new PSCredential(rehearsal.Account.UserName, Rehearsal.Secure(rehearsal.Account.Password));

        rehearsal.Run("$connect.Remove('UserName'); $connect.Remove('Password'); Connect-SkatGateway @connect -Credential"
            + " $credential").Succeeded();
    }

    [Fact]
    public async Task A_certificate_object_takes_the_place_of_a_file()
    {
        await using Rehearsal rehearsal = Rehearsal.Start(options => options.KnowsIssuingAuthority = true);
        rehearsal.Prompt["certificate"] = rehearsal.Account.Certificate.Certificate;

        rehearsal.Run("$connect.Remove('CertificatePath'); $connect.Remove('CertificatePassword'); Connect-SkatGateway @connect"
            + " -Certificate $certificate").Succeeded();
        rehearsal.Run("Disconnect-SkatGateway").Succeeded();

        Assert.True(rehearsal.Account.Certificate.Certificate.HasPrivateKey, "The caller's certificate was disposed.");
        Assert.NotEqual(IntPtr.Zero, rehearsal.Account.Certificate.Certificate.Handle);
    }

    [Fact]
    public async Task TLS_1_3_is_used_on_request()
    {
        await using Rehearsal rehearsal = Rehearsal.Start(options => options.TlsProtocols = SslProtocols.Tls12 | SslProtocols.Tls13);

        Assert.Equal(SslProtocols.Tls12, rehearsal.Run("Connect-SkatGateway @connect").Succeeded().Only<GatewaySession>().TlsVersion);
        Assert.Equal(
            SslProtocols.Tls13,
            rehearsal.Run("Connect-SkatGateway @connect -TlsVersion Tls13").Succeeded().Only<GatewaySession>().TlsVersion);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(":")]
    public async Task The_thumbprint_of_the_server_may_take_the_place_of_its_root(string separator)
    {
        await using Rehearsal rehearsal = Rehearsal.Start();
        string digits = ServerCertificates.Get(ServerCertificateKind.Valid).GetCertHashString(
            System.Security.Cryptography.HashAlgorithmName.SHA256);
        rehearsal.Prompt["thumbprint"] = string.Join(separator, digits.Chunk(2).Select(pair => new string(pair)));

        rehearsal.Run("$connect.Remove('TrustedRootPath'); Connect-SkatGateway @connect -ServerThumbprint $thumbprint").Succeeded();
    }

    [Fact]
    public async Task A_root_may_be_a_DER_file()
    {
        await using Rehearsal rehearsal = Rehearsal.Start();
        rehearsal.Prompt["der"] = Path.Combine(rehearsal.Folder, "root.cer");
        File.WriteAllBytes((string)rehearsal.Prompt["der"]!, ServerCertificates.Root.RawData);

        rehearsal.Run("$connect.TrustedRootPath = $der; Connect-SkatGateway @connect").Succeeded();
    }

    [Fact]
    public async Task Paths_are_those_of_the_prompt()
    {
        await using Rehearsal rehearsal = Rehearsal.Start();
        rehearsal.Prompt["there"] = Path.GetDirectoryName(rehearsal.Account.CertificatePath);

        rehearsal.Run("$null = $ExecutionContext.SessionState.Path.SetLocation($there); $connect.CertificatePath = 'client.p12';"
            + " $connect.TrustedRootPath = './ca.pem'; Connect-SkatGateway @connect").Succeeded();
    }

    [Fact]
    public async Task A_timeout_holds_for_each_step()
    {
        await using Rehearsal rehearsal = Rehearsal.Start();
        rehearsal.Script.On(GatewayStep.Banner).Hang();

        Assert.Equal("BannerTimedOut", rehearsal.Run("Connect-SkatGateway @connect -TimeoutSeconds 1").ErrorIds.Single());
    }

    [Fact]
    public async Task The_three_ways_to_name_a_gateway_exclude_each_other()
    {
        await using Rehearsal rehearsal = Rehearsal.Start();

        Assert.Equal("AmbiguousParameterSet", rehearsal.Run("Connect-SkatGateway @connect -Environment Test").ErrorIds.Single());
        Assert.Equal(
            "ParameterArgumentValidationError",
            rehearsal.Run("Connect-SkatGateway -Environment Elsewhere -CertificatePath x").ErrorIds.Single());
    }

    [Fact]
    public async Task Disconnect_says_goodbye_and_ends_the_session()
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();

        GatewaySession session = rehearsal.Run("Disconnect-SkatGateway -PassThru").Succeeded().Only<GatewaySession>();

        Assert.True(session.IsClosed);
        Assert.Equal("QUIT", rehearsal.Gateway.Commands[^1].Verb);
        Assert.Equal("NoSession", rehearsal.Run("Get-SkatStatus").ErrorIds.Single());
        Assert.Equal("SessionClosed", rehearsal.Run("Get-SkatStatus -Session $session").ErrorIds.Single());
    }

    [Fact]
    public async Task Disconnect_takes_the_session_from_the_pipeline_and_leaves_the_current_one()
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();

        rehearsal.Run("$first = $session; $second = Connect-SkatGateway @connect; $first | Disconnect-SkatGateway").Succeeded();

        Assert.True(((GatewaySession)((PSObject)rehearsal.Prompt["first"]!).BaseObject).IsClosed);
        rehearsal.Run("Get-SkatStatus").Succeeded();
    }

    [Fact]
    public async Task Two_runspaces_do_not_see_each_others_session()
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        using Prompt other = new();

        Assert.Equal("NoSession", other.Run("Get-SkatStatus").ErrorIds.Single());
        other["connect"] = rehearsal.ConnectParameters;
        other.Run("Connect-SkatGateway @connect; Disconnect-SkatGateway").Succeeded();

        rehearsal.Run("Get-SkatStatus").Succeeded();
    }
}
