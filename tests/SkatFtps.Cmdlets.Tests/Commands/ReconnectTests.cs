using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using SkatFtps.Cmdlets.Tests.Support;
using SkatFtps.Simulator;
using SkatFtps.Simulator.Scripting;
using Xunit;

namespace SkatFtps.Cmdlets.Tests.Commands;

public sealed class ReconnectTests
{
    [Theory]
    [InlineData("Send-SkatFile $folder/2.xml CRS")]
    [InlineData("Get-SkatStatus -Code 1")]
    [InlineData("Receive-SkatResponse $folder/svar")]
    public async Task A_connection_dropped_while_idle_is_opened_again_before_the_next_command(string script)
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        rehearsal.Write("1.xml");
        rehearsal.Write("2.xml");
        rehearsal.Script.On(GatewayStep.StorReplied, nth: 1).Drop();
        rehearsal.Run("Send-SkatFile $folder/1.xml CRS").Succeeded();
        rehearsal.WaitUntilHungUp();

        ScriptRun run = rehearsal.Run(script + " -Verbose").Succeeded();

        Assert.Single(run.Output);
        Assert.Equal(2, rehearsal.Gateway.ConnectionCount);
        Assert.Contains(run.Verbose, line => line.Contains("logging in again", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_login_refused_on_reconnect_is_not_tried_again(int limit)
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        rehearsal.Prompt["files"] = new[] { "1.xml", "2.xml", "3.xml", "4.xml" }.Select(
            name => new FileInfo(rehearsal.Write(name))).ToArray();
        rehearsal.Script.On(GatewayStep.StorReplied, nth: 1).Drop();
        rehearsal.Run("$files[0] | Send-SkatFile -Service CRS").Succeeded();
        rehearsal.WaitUntilHungUp();
        rehearsal.Account.Password = "changed";

        // The refusal is held back until as many have begun as may: the first could meet it before the second begins.
        TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        rehearsal.Script.OnStep = (step, stop) => step.Step == GatewayStep.Pass ? begun.Task.WaitAsync(stop) : Task.CompletedTask;
        rehearsal.Prompt["begun"] = begun;

        ScriptRun first = rehearsal.Run($"$files[1..2] | ForEach-Object {{ if ($_.Name -eq $files[{limit}].Name) {{ $begun.SetResult()"
            + $" }} $_ }} | Send-SkatFile -Service CRS -ThrottleLimit {limit}");
        ScriptRun second = rehearsal.Run("$files[3] | Send-SkatFile -Service CRS; Get-SkatStatus");

        // The pipeline ends at the first refusal, when what had begun has ended too: each further login might lock the user out.
        Assert.Equal(Enumerable.Repeat("LoginRefused", limit), first.ErrorIds);
        Assert.Equal(["LoginRefused", "LoginRefused"], second.ErrorIds);
        Assert.Equal(2, rehearsal.CountOf("PASS"));
        Assert.Equal(2, rehearsal.Gateway.ConnectionCount);
        Assert.All(first.Errors, error => Assert.True(((GatewayException)error.Exception).SafeToResend));
        Assert.Single(rehearsal.Gateway.Received);
    }

    [Fact]
    public async Task A_service_gained_since_the_login_shows_after_a_new_one()
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        rehearsal.Write("1.xml");
        rehearsal.Account.SetServices("CRS", "FATCA");

        Assert.Equal("ServiceNotPermitted", rehearsal.Run("Send-SkatFile $folder/1.xml FATCA").ErrorIds.Single());
        rehearsal.Run("$null = Connect-SkatGateway @connect; Send-SkatFile $folder/1.xml FATCA").Succeeded();
    }
}
