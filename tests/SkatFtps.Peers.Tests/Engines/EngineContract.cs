using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ftp;
using SkatFtps.Simulator;
using SkatFtps.Simulator.Options;
using SkatFtps.Simulator.Scripting;
using Xunit;

namespace SkatFtps.Peers.Tests.Engines;

/// <summary>What every <see cref="IFtpsConnection"/> must do, against the simulated gateway.</summary>
public abstract partial class EngineContract
{
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(2);

    public static TheoryData<string> Faults => [.. EngineFaults.All.Keys];

    protected abstract IFtpsConnection Create(FtpsOptions options);

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Every_engine_makes_the_same_of(string fault)
    {
        EngineFault one = EngineFaults.All[fault];
        await using var rehearsal = new EngineRehearsal(Create, change: options => one.Change?.Invoke(options.Timeouts));
        one.Arrange(rehearsal.Gateway.Script);

        string outcome = await OutcomeAsync(rehearsal, one);

        Assert.Equal(one.Expected, outcome);
        Assert.DoesNotContain(rehearsal.Log.Lines, line => line.Contains(rehearsal.Gateway.Account.Password));
    }

    [Theory]
    [InlineData("STOR refused")]
    [InlineData("a refusal of the whole file")]
    public async Task Where_the_session_is_usable_the_next_file_goes_through_on_it(string fault)
    {
        await using var rehearsal = new EngineRehearsal(Create);
        await rehearsal.OpenAsync();
        EngineFaults.All[fault].Arrange(rehearsal.Gateway.Script);
        await Assert.ThrowsAsync<FtpsException>(() => EngineFaults.All[fault].Work!(rehearsal)).WaitAsync(Guard);
        rehearsal.Gateway.Script.Clear();

        await rehearsal.StoreAsync(name: "next.xml").WaitAsync(Guard);

        Assert.Equal(1, rehearsal.Gateway.ConnectionCount);
        Assert.Contains(rehearsal.Gateway.Received, file => file.Name == "next.xml");
    }

    [Fact]
    public async Task A_file_is_stored_once_and_whole_with_nothing_asked_about_it()
    {
        await using var rehearsal = new EngineRehearsal(Create);
        byte[] content = new byte[3_000_001];
        new Random(7).NextBytes(content);
        await rehearsal.OpenAsync();
        await rehearsal.ListAsync();
        long told = 0;
        await rehearsal.Connection.StoreAsync(
            new FtpUpload(EngineRehearsal.Service, "Årsopgørelse ;%41.xml", new MemoryStream(content)) { Progress = bytes => told = bytes },
            CancellationToken.None);

        Assert.Equal(content.Length, told);
        string[] last = rehearsal.Gateway.Commands.Select(command => command.Line).TakeLast(4).ToArray();
        Assert.Equal(["CWD /Udlaan", "TYPE I", "EPSV", "STOR Årsopgørelse ;%41.xml"], last);
        Assert.Equal(
            System.Security.Cryptography.SHA256.HashData(content), Convert.FromHexString(Assert.Single(rehearsal.Gateway.Received).Sha256));
    }

    [Fact]
    public async Task Between_two_files_only_a_port_is_asked_for()
    {
        await using var rehearsal = new EngineRehearsal(Create);
        await rehearsal.OpenAsync();
        await rehearsal.StoreAsync(name: "first.xml");
        await rehearsal.StoreAsync(name: "second.xml");

        Assert.Equal(["STOR first.xml", "EPSV", "STOR second.xml"], rehearsal.Gateway.Commands.Select(command => command.Line).TakeLast(3));
    }

    [Fact]
    public async Task Sending_is_awaited_before_STOR_and_what_it_throws_keeps_STOR_from_leaving()
    {
        await using var rehearsal = new EngineRehearsal(Create);
        await rehearsal.OpenAsync();
        FtpUpload upload = EngineRehearsal.Upload();
        upload.Sending = _ => throw new NotSupportedException("The ledger is gone.");

        await Assert.ThrowsAsync<NotSupportedException>(
            () => rehearsal.Connection.StoreAsync(upload, CancellationToken.None)).WaitAsync(Guard);

        Assert.Equal(0, rehearsal.StoreCount);
        await rehearsal.StoreAsync();
        Assert.Equal(1, rehearsal.StoreCount);
    }

    [Fact]
    public async Task A_name_with_a_line_end_is_CommandInvalid_and_nothing_is_sent()
    {
        await using var rehearsal = new EngineRehearsal(Create);
        await rehearsal.OpenAsync();
        FtpsException e = await Assert.ThrowsAsync<FtpsException>(() => rehearsal.StoreAsync(name: "a.xml\r\nDELE b.xml"));

        Assert.Equal((FtpsFailure.CommandInvalid, true), (e.Failure, e.SessionUsable));
        Assert.Equal(0, rehearsal.StoreCount);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_to_its_end_is_in_doubt_and_does_not_end_as_if_it_were_whole()
    {
        await using var rehearsal = new EngineRehearsal(Create);
        await rehearsal.OpenAsync();
        FtpsException e = await Assert.ThrowsAsync<FtpsException>(
            () => rehearsal.Connection.StoreAsync(
                new FtpUpload(EngineRehearsal.Service, "half.xml", new HalfReadable()), CancellationToken.None)).WaitAsync(Guard);

        Assert.Equal((FtpsFailure.StoreInDoubt, true), (e.Failure, e.MayHaveArrived));
        Assert.Equal(426, e.Reply!.Code);
        Assert.True(Assert.Single(rehearsal.Gateway.Received).Cut);
    }

    [Fact]
    public async Task Cancelled_after_STOR_is_in_doubt_and_leaves_the_connection_closed()
    {
        await using var rehearsal = new EngineRehearsal(Create);
        using var stop = new CancellationTokenSource();
        await rehearsal.OpenAsync();
        rehearsal.Gateway.Script.On(GatewayStep.StorAfterLastByte).Hang();
        rehearsal.Gateway.Script.OnStep = (step, _) =>
        {
            if (step.Step == GatewayStep.StorAfterLastByte)
            {
                stop.Cancel();
            }

            return Task.CompletedTask;
        };
        FtpsException e = await Assert.ThrowsAsync<FtpsException>(
            () => rehearsal.Connection.StoreAsync(EngineRehearsal.Upload(), stop.Token)).WaitAsync(Guard);

        Assert.Equal((FtpsFailure.StoreInDoubt, true, false), (e.Failure, e.MayHaveArrived, e.SessionUsable));
        Assert.False(rehearsal.Connection.IsOpen);
    }

    [Theory]
    [InlineData(GatewayStep.Pass)]
    [InlineData(GatewayStep.ControlHandshake)]
    [InlineData(GatewayStep.List)]
    [InlineData(GatewayStep.DataHandshake)]
    public async Task Cancelled_before_STOR_is_a_cancellation_and_leaves_the_connection_closed(string step)
    {
        await using var rehearsal = new EngineRehearsal(Create);
        using var stop = new CancellationTokenSource();
        rehearsal.Gateway.Script.On(step).Hang();
        rehearsal.Gateway.Script.OnStep = (reached, _) =>
        {
            if (reached.Step == step)
            {
                stop.Cancel();
            }

            return Task.CompletedTask;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await rehearsal.Connection.OpenAsync(stop.Token);
            await rehearsal.Connection.StoreAsync(EngineRehearsal.Upload(), stop.Token);
        }).WaitAsync(Guard);

        Assert.False(rehearsal.Connection.IsOpen);
        Assert.Equal(0, rehearsal.StoreCount);
    }

    [Fact]
    public async Task A_response_is_listed_retrieved_and_deleted()
    {
        await using var rehearsal = new EngineRehearsal(Create);
        await rehearsal.OpenAsync();
        var entries = new List<DirectoryEntry>();
        await rehearsal.Connection.ListAsync(EngineRehearsal.Out, entries.Add, CancellationToken.None);
        DirectoryEntry entry = Assert.Single(entries, one => one.Name.Text == EngineRehearsal.OutName);
        using var content = new MemoryStream();

        Assert.Equal(
            entry.Size,
            await rehearsal.Connection.RetrieveAsync(EngineRehearsal.Out, entry.Name, entry.Size, content, null, CancellationToken.None));
        Assert.Equal(EngineRehearsal.OutContent, content.ToArray());

        await rehearsal.DeleteAsync();
        entries.Clear();
        await rehearsal.Connection.ListAsync(EngineRehearsal.Out, entries.Add, CancellationToken.None);
        Assert.DoesNotContain(entries, one => one.Name.Text == EngineRehearsal.OutName);
    }

    [Fact]
    public async Task A_response_that_is_ended_in_order_is_whole_whatever_size_was_listed()
    {
        await using var rehearsal = new EngineRehearsal(Create);
        await rehearsal.OpenAsync();
        rehearsal.Gateway.Script.On(GatewayStep.RetrMidData, nth: 1).AfterBytes(50_000).EndData();
        using var content = new MemoryStream();

        Assert.Equal(
            50_000,
            await rehearsal.Connection.RetrieveAsync(
                EngineRehearsal.Out, FtpName.FromText(EngineRehearsal.OutName), 100_000, content, null, CancellationToken.None));
        Assert.Equal(50_000, content.Length);
        await rehearsal.RetrieveAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_files_time_is_asked_where_that_is_offered(bool isOffered)
    {
        await using var rehearsal = new EngineRehearsal(Create, new() { SizeAndMdtm = isOffered });
        await rehearsal.OpenAsync();

        DateTime? time = await rehearsal.Connection.AskModifiedAsync(
            EngineRehearsal.Out, FtpName.FromText(EngineRehearsal.OutName), CancellationToken.None);

        Assert.Equal(isOffered, time is { Kind: DateTimeKind.Utc });
        Assert.Null(await rehearsal.Connection.AskModifiedAsync(EngineRehearsal.Out, FtpName.FromText("none"), CancellationToken.None));
        await rehearsal.RetrieveAsync();
    }

    [Fact]
    public async Task The_chain_is_sent_and_every_data_connection_resumes_where_the_gateway_insists()
    {
        await using var rehearsal = new EngineRehearsal(Create, new() { RequireTlsResumption = true, KnowsIssuingAuthority = false });
        await rehearsal.OpenAsync();
        await rehearsal.StoreAsync(name: "first.xml");
        await rehearsal.StoreAsync(name: "second.xml");

        Assert.Equal(2, rehearsal.Gateway.Received.Count(file => file.Resumed && !file.Cut));
        Assert.True(rehearsal.Connection.Info!.ClientCertificateSent);
    }

    [Fact]
    public async Task A_service_folder_in_Latin_1_is_opened_by_its_own_bytes()
    {
        await using var rehearsal = new EngineRehearsal(Create, new() { Names = NameEncoding.Latin1, Services = ["Grønt"] });
        await rehearsal.OpenAsync();
        var folders = new List<FtpName>();
        await rehearsal.Connection.ListAsync(null, entry => folders.Add(entry.Name), CancellationToken.None);
        FtpName folder = Assert.Single(folders, name => name.Text == "Grønt");

        await rehearsal.Connection.StoreAsync(new FtpUpload(folder, "retur.xml", new MemoryStream(new byte[3])), CancellationToken.None);

        Assert.False(Assert.Single(rehearsal.Gateway.Received).Cut);
    }

    [Fact]
    public async Task A_gateway_that_echoes_the_password_finds_it_in_no_log_and_no_message()
    {
        await using var rehearsal = new EngineRehearsal(Create);
        string password = rehearsal.Gateway.Account.Password;
        rehearsal.Gateway.Script.On(GatewayStep.Pass).Reply(530, $"Wrong: {password}\nReally {password}");
        FtpsException e = await Assert.ThrowsAsync<FtpsException>(rehearsal.OpenAsync).WaitAsync(Guard);

        Assert.DoesNotContain(password, e.ToString());
        Assert.DoesNotContain(rehearsal.Log.Lines, line => line.Contains(password));
    }

    [Fact]
    public async Task A_connection_can_be_opened_again_after_it_was_lost()
    {
        await using var rehearsal = new EngineRehearsal(Create);
        await rehearsal.OpenAsync();
        rehearsal.Gateway.Script.On("NOOP", nth: 1).Drop();
        Assert.False(await rehearsal.Connection.IsAliveAsync(CancellationToken.None));
        Assert.False(rehearsal.Connection.IsOpen);

        await rehearsal.OpenAsync();
        await rehearsal.StoreAsync();
        await rehearsal.Connection.CloseAsync(CancellationToken.None);

        Assert.Equal(2, rehearsal.Gateway.ConnectionCount);
        Assert.Equal("QUIT", rehearsal.Gateway.Commands[^1].Line);
    }

    private static async Task<string> OutcomeAsync(EngineRehearsal rehearsal, EngineFault fault)
    {
        try
        {
            await rehearsal.OpenAsync().WaitAsync(Guard);
            if (fault.Work is not null)
            {
                await fault.Work(rehearsal).WaitAsync(Guard);
            }

            return "Done";
        }
        catch (FtpsException e)
        {
            Assert.Equal(e.SessionUsable, rehearsal.Connection.IsOpen);
            return e.Failure
                + (e.Reply is null || fault.AnyReply ? string.Empty : " " + e.Reply.Code)
                + (e.SessionUsable ? " usable" : string.Empty)
                + (e.MayHaveArrived ? ", may have arrived" : string.Empty)
                + (rehearsal.StoreCount == 0 ? string.Empty : $", {rehearsal.StoreCount} STOR");
        }
    }
}
