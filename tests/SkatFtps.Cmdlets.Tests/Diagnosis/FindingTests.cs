using System;
using System.Linq;
using System.Threading.Tasks;
using SkatFtps.Simulator;
using SkatFtps.Simulator.Backends;
using SkatFtps.Simulator.Folders;
using SkatFtps.Simulator.Scripting;
using Xunit;

namespace SkatFtps.Cmdlets.Tests.Diagnosis;

/// <summary>What is worth saying although a session would stand.</summary>
public sealed class FindingTests(ModuleRunspace module) : IClassFixture<ModuleRunspace>
{
    [Theory]
    [InlineData(2, GatewayCheckResult.Warning)]
    [InlineData(4, GatewayCheckResult.Failed)]
    public async Task Data_ports_of_which_some_are_blocked_are_counted(int dead, GatewayCheckResult result)
    {
        await using Arrangement arrangement = new();
        for (int nth = 1; nth <= dead; nth++) { arrangement.Script.On(GatewayStep.Epsv, nth).DeadPort(); }

        GatewayCheck[] checks = Examine(arrangement);
        GatewayCheck ports = checks.Single(check => check.Stage == GatewayStage.DataConnections);
        Assert.Equal((result, "DataPortsPartlyBlocked"), (ports.Result, ports.ErrorId!));
        Assert.StartsWith($"{8 - dead} of 8 data ports reached (", ports.Detail, StringComparison.Ordinal);
        Assert.Equal(GatewayCheckResult.Passed, checks.Single(check => check.Stage == GatewayStage.Out).Result);
    }

    [Fact]
    public async Task At_most_eight_listings_are_asked_for_and_out_is_among_them_once()
    {
        await using Arrangement arrangement = new();
        Examine(arrangement);
        Assert.Equal(8, arrangement.Gateway.Commands.Count(command => command.Verb == "LIST"));
        Assert.Equal(8, arrangement.Gateway.Commands.Count(command => command.Verb is "EPSV" or "PASV"));
        Assert.Single(arrangement.Gateway.Commands, command => command.Line == "CWD /out");
    }

    [Fact]
    public async Task An_out_folder_that_is_refused_fails_its_stage_alone()
    {
        await using Arrangement arrangement = new();
        arrangement.Script.On(GatewayStep.Cwd).Reply(550, "No such directory");
        GatewayCheck failed = Examine(arrangement).Single(check => check.Result == GatewayCheckResult.Failed);
        Assert.Equal((GatewayStage.Out, "OutNotReadable"), (failed.Stage, failed.ErrorId!));
    }

    [Fact]
    public async Task A_certificate_without_roles_is_warned_of()
    {
        await using Arrangement arrangement = new();
        arrangement.Options.Services = [];
        GatewayCheck found = Examine(arrangement).Single(check => check.Result == GatewayCheckResult.Warning);
        Assert.Equal((GatewayStage.Folders, "NoServicesVisible"), (found.Stage, found.ErrorId!));
        Assert.Contains("IP.SKAT.Aktør.FTP_Databehandler.PRG", found.Advice!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, GatewayCheckResult.Passed)]
    [InlineData(3, GatewayCheckResult.Warning)]
    public async Task A_time_still_to_come_in_the_listings_is_warned_of(int hours, GatewayCheckResult result)
    {
        await using Arrangement arrangement = new();
        ManualClock clock = new(DateTimeOffset.UtcNow.AddHours(hours + 1));
        arrangement.Options.Clock = clock;
        arrangement.Gateway.Account.Outbox.Put(new OutboxFile("late.txt", [1], DateTimeOffset.UtcNow.AddHours(hours)));
        Assert.Equal(result, Examine(arrangement).Single(check => check.Stage == GatewayStage.Clock).Result);
    }

    [Fact]
    public async Task A_ping_is_not_sent_where_its_folder_is_not_visible()
    {
        await using Arrangement arrangement = new();
        arrangement.Options.Services = ["Udlaan"];
        GatewayCheck heartbeat = Examine(arrangement, heartbeat: true).Single(check => check.Stage == GatewayStage.Heartbeat);
        Assert.Equal((GatewayCheckResult.Skipped, "HeartbeatNotVisible"), (heartbeat.Result, heartbeat.ErrorId!));
        Assert.Empty(arrangement.Gateway.Received);
    }

    [Fact]
    public async Task A_ping_without_a_status_is_a_warning_and_not_a_failure()
    {
        await using Arrangement arrangement = new();
        arrangement.Options.DeliveredAfter = arrangement.Options.AcceptedAfter = arrangement.Options.ExposedAfter = TimeSpan.FromHours(1);
        GatewayCheck heartbeat = Examine(arrangement, heartbeat: true).Single(check => check.Stage == GatewayStage.Heartbeat);
        Assert.Equal((GatewayCheckResult.Warning, "HeartbeatUnanswered"), (heartbeat.Result, heartbeat.ErrorId!));
        Assert.Single(arrangement.Gateway.Received);
    }

    private GatewayCheck[] Examine(Arrangement arrangement, bool heartbeat = false)
    {
        System.Collections.Hashtable parameters = arrangement.Complete();
        if (heartbeat)
        {
            parameters["Heartbeat"] = true;
            parameters["HeartbeatSeconds"] = 1;
        }

        return module.Run("Test-SkatGateway", parameters).Output.Select(one => (GatewayCheck)one.BaseObject).ToArray();
    }
}
