using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Cmdlets.Tests.Support;
using SkatFtps.Simulator;
using SkatFtps.Simulator.Scripting;
using Xunit;

namespace SkatFtps.Cmdlets.Tests.Pipeline;

public sealed class ThrottleLimitTests
{
    private static readonly TimeSpan WellBeforeAnyDeadline = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task As_many_files_travel_at_the_same_time_as_the_limit_says_each_on_its_own_session()
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        WriteMany(rehearsal, 8);
        Gate four = new(4);
        rehearsal.Script.On(GatewayStep.StorMidData).AfterBytes(10);
        rehearsal.Script.OnStep = (step, stop) => step.Step == GatewayStep.StorMidData ? four.ArriveAsync(stop) : Task.CompletedTask;

        ScriptRun run = rehearsal.Run("Send-SkatFile $folder/*.xml CRS -ThrottleLimit 4").Succeeded();

        Assert.Equal(Names(8), run.All<Submission>().Select(one => one.FileName));
        Assert.Equal(Names(8), rehearsal.Gateway.Received.Select(one => one.Name).Order());
        Assert.Equal(4, rehearsal.CountOf("PASS"));
        Assert.Equal(3, rehearsal.CountOf("QUIT"));
    }

    [Fact]
    public async Task Output_keeps_the_order_of_the_input_although_the_first_file_ends_last()
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        WriteMany(rehearsal, 6);
        TaskCompletionSource others = new(TaskCreationOptions.RunContinuationsAsynchronously);
        List<string> confirmed = [];
        rehearsal.Script.OnStep = (step, stop) =>
            step.Step == GatewayStep.StorAfterLastByte
                && step.Argument.Contains("1.xml", StringComparison.Ordinal) ? others.Task.WaitAsync(stop)
            : step.Step == GatewayStep.StorReplied ? Confirm(step.Argument)
            : Task.CompletedTask;

        Assert.Equal(
            Names(6),
            rehearsal.Run("Send-SkatFile $folder/*.xml CRS -ThrottleLimit 3").Succeeded().All<Submission>().Select(one => one.FileName));
        Assert.Contains("1.xml", confirmed[5], StringComparison.Ordinal);

        Task Confirm(string name)
        {
            lock (confirmed)
            {
                confirmed.Add(name);
                if (confirmed.Count == 5) { others.SetResult(); }
            }

            return Task.CompletedTask;
        }
    }

    [Theory]
    [InlineData("Send-SkatFile $folder/*.xml CRS -ThrottleLimit 1", 1)]
    [InlineData("Send-SkatFile $folder/1.xml CRS", 1)]
    [InlineData("Send-SkatFile $folder/1.xml, $folder/2.xml CRS -ThrottleLimit 32", 2)]
    public async Task No_more_sessions_are_opened_than_there_are_files_and_the_limit_allows(string script, int most)
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        WriteMany(rehearsal, 5);

        rehearsal.Run(script).Succeeded();

        Assert.InRange(rehearsal.CountOf("PASS"), 1, most);
    }

    [Fact]
    public async Task With_one_session_each_file_is_written_out_before_the_next_is_read()
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        WriteMany(rehearsal, 3);
        rehearsal.Prompt["seen"] = new ArrayList();

        rehearsal.Run("""
            1..3 | ForEach-Object { $null = $seen.Add("read $_"); [IO.FileInfo]"$folder/$_.xml" } |
                Send-SkatFile -Service CRS -ThrottleLimit 1 | ForEach-Object { $null = $seen.Add("sent $($_.FileName)") }
            """).Succeeded();

        Assert.Equal(
            ["read 1", "sent 1.xml", "read 2", "sent 2.xml", "read 3", "sent 3.xml"],
            ((ArrayList)rehearsal.Prompt["seen"]!).Cast<string>());
    }

    [Fact]
    public async Task A_gateway_that_refuses_further_logins_gets_every_file_on_the_first_session_and_that_is_told_once()
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        WriteMany(rehearsal, 6);
        rehearsal.Script.On(GatewayStep.Pass).Reply(530, "Too many sessions");

        // The first file is held until another session is asked for; it could be through before the second one begins.
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        rehearsal.Script.OnStep = (step, stop) =>
        {
            if (step.Step == GatewayStep.Pass) { asked.TrySetResult(); }
            return step.Step == GatewayStep.StorBefore150 ? asked.Task.WaitAsync(stop) : Task.CompletedTask;
        };

        ScriptRun run = rehearsal.Run("Send-SkatFile $folder/*.xml CRS -ThrottleLimit 4").Succeeded();

        Assert.Equal(Names(6), run.All<Submission>().Select(one => one.FileName));
        Assert.Equal(Names(6), rehearsal.Gateway.Received.Select(one => one.Name).Order());
        Assert.InRange(rehearsal.CountOf("PASS"), 2, 4);
        Assert.Contains("Too many sessions", Assert.Single(run.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_in_doubt_does_not_keep_the_others_back_and_its_error_stands_in_its_place()
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        WriteMany(rehearsal, 4);
        rehearsal.Script.OnStep = (step, _) =>
            step.Step == GatewayStep.StorAfterLastByte
                && step.Argument.Contains("2.xml", StringComparison.Ordinal) ? throw new IOException("gone") : Task.CompletedTask;

        ScriptRun run = rehearsal.Run("Send-SkatFile $folder/*.xml CRS -ThrottleLimit 2");

        Assert.Equal(["1.xml", "3.xml", "4.xml"], run.All<Submission>().Select(one => one.FileName));
        Assert.Equal(["SubmissionInDoubt"], run.ErrorIds);
        Assert.Equal("2.xml", ((FileInfo)run.Error.TargetObject).Name);
        Assert.Equal(4, rehearsal.CountOf("STOR"));
    }

    [Fact]
    public async Task With_ErrorAction_Stop_a_refused_name_is_told_once_and_the_files_under_way_are_sent_to_their_end()
    {
        RecordingHost host = new();
        await using Rehearsal rehearsal = Rehearsal.Start(host: host);
        ConnectWithLedger(rehearsal);
        WriteMany(rehearsal, 3);
        rehearsal.Run("Send-SkatFile $folder/1.xml CRS").Succeeded();
        string before = host.Text;

        ScriptRun run = rehearsal.Run("Send-SkatFile $folder/*.xml CRS -ThrottleLimit 3 -ErrorAction Stop");

        Assert.Equal(["FileNameAlreadySent"], run.ErrorIds);
        Assert.Single(((IList)rehearsal.Prompt["Error"]!).OfType<ErrorRecord>());
        Assert.Equal(before, host.Text);
        Assert.Equal(rehearsal.CountOf("STOR"), rehearsal.Gateway.Received.Count);
        Assert.All(
            rehearsal.Run("Get-SkatSubmission | ForEach-Object State").Succeeded().Output, state => Assert.Equal("Sent", state.ToString()));
        rehearsal.Run("Disconnect-SkatGateway").Succeeded();
    }

    [Fact]
    public async Task Ctrl_C_stops_all_and_each_that_is_in_doubt_is_told()
    {
        RecordingHost host = new();
        await using Rehearsal rehearsal = Rehearsal.Connected(host: host);
        WriteMany(rehearsal, 9, 300_000);
        Gate three = new(3);
        rehearsal.Script.OnStep = (step, stop) => step.Step == GatewayStep.StorMidData ? three.ArriveAsync(stop) : Task.CompletedTask;
        rehearsal.Script.On(GatewayStep.StorMidData).AfterBytes(1000).Hang();

        using (RunningScript running = rehearsal.Prompt.Start("Send-SkatFile $folder/*.xml CRS -ThrottleLimit 3"))
        {
            await three.Opened.WaitAsync(WellBeforeAnyDeadline);
            await running.StopAsync().WaitAsync(WellBeforeAnyDeadline);
        }

        Assert.All(Names(3), name => Assert.Contains($"It is not known whether '{name}' arrived", host.Text, StringComparison.Ordinal));
        Assert.Equal(
            3,
            ((IList)rehearsal.Prompt["Error"]!).Cast<ErrorRecord>().Count(
                error => error.FullyQualifiedErrorId.StartsWith("SubmissionInDoubt", StringComparison.Ordinal)));
        Assert.Equal(3, rehearsal.CountOf("STOR"));
    }

    [Fact]
    public async Task What_has_begun_is_ended_and_recorded_although_the_pipeline_wants_no_more()
    {
        await using Rehearsal rehearsal = Rehearsal.Start();
        ConnectWithLedger(rehearsal);
        WriteMany(rehearsal, 3);
        Gate three = new(3);
        rehearsal.Script.On(GatewayStep.StorMidData).AfterBytes(10);
        rehearsal.Script.OnStep = (step, stop) => step.Step == GatewayStep.StorMidData ? three.ArriveAsync(stop) : Task.CompletedTask;

        ScriptRun run = rehearsal.Run("Send-SkatFile $folder/*.xml CRS -ThrottleLimit 3 | ForEach-Object { throw 'downstream' }");

        Assert.Equal("downstream", run.ErrorIds.Single());
        Assert.All(rehearsal.Gateway.Received, file => Assert.False(file.Cut));
        Assert.Equal(
            ["1.xml Sent", "2.xml Sent", "3.xml Sent"],
            rehearsal.Run(
                "Get-SkatSubmission | ForEach-Object { \"$($_.FileName) $($_.State)\" }").Succeeded().Output.Select(one => one.ToString())
                    .Order());
        rehearsal.Run("Disconnect-SkatGateway").Succeeded();
    }

    [Fact]
    public async Task Responses_come_on_several_sessions_in_the_order_of_the_names_and_are_removed_on_them()
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        foreach (string name in Names(6))
        {
            rehearsal.Expose(name, "svar " + name);
        }

        Gate three = new(3);
        rehearsal.Script.On(GatewayStep.RetrMidData).AfterBytes(1);
        rehearsal.Script.OnStep = (step, stop) => step.Step == GatewayStep.RetrMidData ? three.ArriveAsync(stop) : Task.CompletedTask;
        string destination = Path.Combine(rehearsal.Folder, "svar");

        ScriptRun run = rehearsal.Run($"Receive-SkatResponse '{destination}' -Name 6.xml, 5.xml, 4.xml, 3.xml, 2.xml, 1.xml, 6.xml"
            + " -Remove -ThrottleLimit 3");

        Assert.Equal(Names(6).Reverse(), run.All<SkatResponse>().Select(one => one.Name).Distinct());
        Assert.All(run.All<SkatResponse>().Take(6), one => Assert.True(one.Removed));
        Assert.All(Names(6), name => Assert.Equal("svar " + name, File.ReadAllText(Path.Combine(destination, name))));
        Assert.Equal(3, rehearsal.CountOf("PASS"));
    }

    [Theory]
    [InlineData("Send-SkatFile x CRS -ThrottleLimit 0")]
    [InlineData("Send-SkatFile x CRS -ThrottleLimit 33")]
    [InlineData("Receive-SkatResponse x -ThrottleLimit 0")]
    public void A_limit_out_of_bounds_is_refused_before_anything(string script)
    {
        using Prompt prompt = new();

        Assert.Equal(["ParameterArgumentValidationError"], prompt.Run(script).ErrorIds);
    }

    private static void ConnectWithLedger(Rehearsal rehearsal)
    {
        Hashtable connect = rehearsal.ConnectParameters;
        connect.Remove("NoLedger");
        connect["LedgerPath"] = Path.Combine(rehearsal.Folder, "ledger.db");
        rehearsal.Prompt["connect"] = connect;
        rehearsal.Run("$session = Connect-SkatGateway @connect").Succeeded();
    }

    private static void WriteMany(Rehearsal rehearsal, int count, int length = 100)
    {
        foreach (string name in Names(count))
        {
            rehearsal.Write(name, name.PadRight(length, '.'));
        }
    }

    private static IReadOnlyList<string> Names(int count) => [.. Enumerable.Range(1, count).Select(number => number + ".xml")];

    /// <summary>Opens when as many have come as were announced; who comes earlier waits.</summary>
    private sealed class Gate(int count)
    {
        private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _arrived;

        public Task Opened => _opened.Task;

        public Task ArriveAsync(CancellationToken stop)
        {
            if (Interlocked.Increment(ref _arrived) == count) { _opened.SetResult(); }
            return _opened.Task.WaitAsync(stop);
        }
    }
}
