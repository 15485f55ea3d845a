using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Diagnosis;
using SkatFtps.Ftp;
using SkatFtps.Simulator.Certificates;
using Xunit;

namespace SkatFtps.Peers.Tests.ProFtpd;

/// <summary>What the examination says of a strict server that is not ours, sound and spoilt in five ways.</summary>
public sealed class DoctorOnProFtpdTests
{
    [Fact]
    public async Task A_sound_server_passes_every_stage()
    {
        await using ProFtpdServer server = await ProFtpdServer.StartAsync();
        IReadOnlyList<GatewayCheck> checks = await ExamineAsync(server);
        Assert.DoesNotContain(checks, check => check.Result >= GatewayCheckResult.Warning);
        Assert.Equal("8 of 8 data connections resumed the TLS session", Of(checks, GatewayStage.SessionReuse).Detail);
        Assert.StartsWith("2 visible: CRS, Udlaan", Of(checks, GatewayStage.Folders).Detail);
    }

    [Fact]
    public async Task No_client_certificate_asked_is_warned_of_and_the_rest_passes()
    {
        await using ProFtpdServer server = await ProFtpdServer.StartAsync(asksForCertificate: false);
        IReadOnlyList<GatewayCheck> checks = await ExamineAsync(server);
        Assert.Equal((GatewayCheckResult.Warning, "ClientCertificateNotAsked"), Verdict(checks, GatewayStage.ClientCertificate));
        Assert.Equal(GatewayCheckResult.Passed, Of(checks, GatewayStage.Out).Result);
    }

    [Fact]
    public async Task A_client_CA_that_does_not_know_ours_fails_the_client_certificate_by_name_of_the_alert()
    {
        await using ProFtpdServer server = await ProFtpdServer.StartAsync(knowsOurRoot: false);
        IReadOnlyList<GatewayCheck> checks = await ExamineAsync(server);
        Assert.Equal((GatewayCheckResult.Failed, "ClientCertificateRefused"), Verdict(checks, GatewayStage.ClientCertificate));
        Assert.Contains("unknown_ca", Of(checks, GatewayStage.ClientCertificate).Detail);
        Assert.Contains("does not know the certificate's issuer", Of(checks, GatewayStage.ClientCertificate).Advice);
        Assert.Equal(GatewayCheckResult.Skipped, Of(checks, GatewayStage.Login).Result);
    }

    [Fact]
    public async Task A_wrong_password_fails_the_login()
    {
        await using ProFtpdServer server = await ProFtpdServer.StartAsync();
        IReadOnlyList<GatewayCheck> checks = await ExamineAsync(server, "the portal's password");
        Assert.Equal((GatewayCheckResult.Failed, "LoginRefused"), Verdict(checks, GatewayStage.Login));
        Assert.Equal(GatewayCheckResult.Passed, Of(checks, GatewayStage.ClientCertificate).Result);
    }

    [Fact]
    public async Task An_unreachable_passive_range_fails_the_data_connections_after_eight_ports()
    {
        await using ProFtpdServer server = await ProFtpdServer.StartAsync();
        await using ControlRelay relay = new(server.Port);
        IReadOnlyList<GatewayCheck> checks = await ExamineAsync(server, relay: relay);
        Assert.Equal((GatewayCheckResult.Failed, "DataPortUnreachable"), Verdict(checks, GatewayStage.DataConnections));
        Assert.StartsWith("0 of 8 data ports reached", Of(checks, GatewayStage.DataConnections).Detail);
        Assert.Equal(GatewayCheckResult.Skipped, Of(checks, GatewayStage.Folders).Result);
    }

    [Fact]
    public async Task Tls_13_only_fails_the_version_and_goes_on_with_the_other()
    {
        await using ProFtpdServer server = await ProFtpdServer.StartAsync(
            tlsProtocol: "TLSv1.3", extra: "TLSOptions NoSessionReuseRequired");
        IReadOnlyList<GatewayCheck> checks = await ExamineAsync(server);
        Assert.Equal((GatewayCheckResult.Failed, "TlsVersionRefused"), Verdict(checks, GatewayStage.TlsVersion));
        Assert.Contains("-TlsVersion Tls13", Of(checks, GatewayStage.TlsVersion).Advice);
        Assert.Equal(GatewayCheckResult.Passed, Of(checks, GatewayStage.Out).Result);
    }

    private static async Task<IReadOnlyList<GatewayCheck>> ExamineAsync(
        ProFtpdServer server, string? password = null, ControlRelay? relay = null)
    {
        GatewayOptions named = server.Options(password);
        List<GatewayCheck> checks = [];
        DoctorOptions options = new(
            relay is null ? GatewayEndpoint.Of("localhost", server.Port) : GatewayEndpoint.Of(ControlRelay.Address, relay.Port))
        {
            Certificate = named.Certificate,
            UserName = named.UserName,
            Password = named.Password,
            // The server's certificate does not name the relay's address.
            Trust = relay is null
                ? named.Trust
                : TlsServerTrust.Thumbprint(TlsServerTrust.ThumbprintOf(ServerCertificates.Get(ServerCertificateKind.Valid))),
            Timeouts = new FtpsTimeouts { DataConnect = TimeSpan.FromSeconds(1) },
        };
        await GatewayDoctor.ExamineAsync(options, checks.Add, new RecordingLog(), CancellationToken.None);
        Assert.Equal(16, checks.Count);
        return checks;
    }

    private static GatewayCheck Of(IReadOnlyList<GatewayCheck> checks, GatewayStage stage) => checks.Single(check => check.Stage == stage);

    private static (GatewayCheckResult Result, string? ErrorId) Verdict(IReadOnlyList<GatewayCheck> checks, GatewayStage stage) =>
        (Of(checks, stage).Result, Of(checks, stage).ErrorId);
}
