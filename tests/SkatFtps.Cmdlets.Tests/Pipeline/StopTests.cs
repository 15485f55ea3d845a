using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using SkatFtps.Cmdlets.Tests.Support;
using SkatFtps.Simulator;
using SkatFtps.Simulator.Scripting;
using Xunit;

namespace SkatFtps.Cmdlets.Tests.Pipeline;

public sealed class StopTests
{
    // A hung step would end by its own deadline of 60 s; what ends before that ended because it was stopped.
    private static readonly TimeSpan WellBeforeAnyDeadline = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(GatewayStep.Epsv, "Get-SkatStatus")]
    [InlineData(GatewayStep.List, "Get-SkatStatus")]
    [InlineData(GatewayStep.DataHandshake, "Get-SkatStatus")]
    [InlineData(GatewayStep.ListMidData, "Get-SkatStatus")]
    [InlineData(GatewayStep.Retr, "Receive-SkatResponse $folder")]
    [InlineData(GatewayStep.RetrMidData, "Receive-SkatResponse $folder")]
    [InlineData(GatewayStep.Dele, "Receive-SkatResponse $folder -Remove")]
    [InlineData(GatewayStep.Banner, "Connect-SkatGateway @connect")]
    [InlineData(GatewayStep.ControlHandshake, "Connect-SkatGateway @connect")]
    [InlineData(GatewayStep.Pass, "Connect-SkatGateway @connect")]
    public async Task A_stopped_pipeline_ends_at_once_and_the_session_goes_on_afterwards(string step, string script)
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        rehearsal.Expose("1.txt", "svar");
        Task reached = rehearsal.Reaches(step);
        rehearsal.Script.On(step).Hang();

        using (RunningScript running = rehearsal.Prompt.Start(script))
        {
            await reached.WaitAsync(WellBeforeAnyDeadline);
            await running.StopAsync().WaitAsync(WellBeforeAnyDeadline);
            Assert.Empty(running.Finish().Errors);
        }

        rehearsal.Script.Clear();
        Assert.Empty(rehearsal.Run("Get-SkatStatus -Session $session").Succeeded().Output);
    }

    [Theory]
    [InlineData(GatewayStep.StorBefore150)]
    [InlineData(GatewayStep.StorAfter150)]
    [InlineData(GatewayStep.StorMidData)]
    [InlineData(GatewayStep.StorAfterLastByte)]
    public async Task A_filing_stopped_after_STOR_is_told_to_be_in_doubt_although_the_pipeline_takes_no_more(string step)
    {
        RecordingHost host = new();
        await using Rehearsal rehearsal = Rehearsal.Connected(host: host);
        rehearsal.Write("1.xml", new string('x', 300_000));
        Task reached = rehearsal.Reaches(step);
        rehearsal.Script.On(step).AfterBytes(1000).Hang();

        using (RunningScript running = rehearsal.Prompt.Start("Send-SkatFile $folder/1.xml CRS"))
        {
            await reached.WaitAsync(WellBeforeAnyDeadline);
            await running.StopAsync().WaitAsync(WellBeforeAnyDeadline);
        }

        Assert.Contains("It is not known whether '1.xml' arrived", host.Text, StringComparison.Ordinal);
        ErrorRecord newest = Assert.IsType<ErrorRecord>(((IList)rehearsal.Prompt["Error"]!)[0]);
        Assert.StartsWith("SubmissionInDoubt", newest.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.False(((GatewayException)newest.Exception).SafeToResend);
        Assert.Equal(1, rehearsal.CountOf("STOR"));
    }

    [Fact]
    public async Task A_disconnect_from_another_runspace_lets_a_running_upload_end()
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        rehearsal.Write("1.xml", new string('x', 300_000));
        using Prompt other = new();
        other["session"] = rehearsal.Prompt["session"];
        GatewaySession session = (GatewaySession)((PSObject)rehearsal.Prompt["session"]!).BaseObject;
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        rehearsal.Script.On(GatewayStep.StorMidData).AfterBytes(1000);
        rehearsal.Script.OnStep = (step, stop) =>
        {
            if (step.Step != GatewayStep.StorMidData) { return Task.CompletedTask; }
            reached.TrySetResult();
            return goOn.Task.WaitAsync(stop);
        };

        using RunningScript sending = rehearsal.Prompt.Start("Send-SkatFile $folder/1.xml CRS");
        await reached.Task.WaitAsync(WellBeforeAnyDeadline);
        using RunningScript leaving = other.Start("$session | Disconnect-SkatGateway -PassThru");
        Assert.True(System.Threading.SpinWait.SpinUntil(() => session.IsClosed, WellBeforeAnyDeadline));
        goOn.SetResult();

        Assert.Equal(300_000, sending.Finish().Succeeded().Only<Submission>().Length);
        Assert.True(leaving.Finish().Succeeded().Only<GatewaySession>().IsClosed);
        Assert.False(Assert.Single(rehearsal.Gateway.Received).Cut);
        Assert.Equal("QUIT", rehearsal.Gateway.Commands[^1].Verb);
    }

    [Fact]
    public async Task A_filing_stopped_before_STOR_is_not_in_doubt()
    {
        RecordingHost host = new();
        await using Rehearsal rehearsal = Rehearsal.Connected(host: host);
        rehearsal.Write("1.xml");
        Task reached = rehearsal.Reaches(GatewayStep.Cwd);
        rehearsal.Script.On(GatewayStep.Cwd).Hang();

        using (RunningScript running = rehearsal.Prompt.Start("Send-SkatFile $folder/1.xml CRS"))
        {
            await reached.WaitAsync(WellBeforeAnyDeadline);
            await running.StopAsync().WaitAsync(WellBeforeAnyDeadline);
        }

        Assert.Equal(string.Empty, host.Text);
        Assert.Empty((IList)rehearsal.Prompt["Error"]!);
        Assert.Equal(0, rehearsal.CountOf("STOR"));
        rehearsal.Script.Clear();
        rehearsal.Run("Send-SkatFile $folder/1.xml CRS").Succeeded();
    }
}
