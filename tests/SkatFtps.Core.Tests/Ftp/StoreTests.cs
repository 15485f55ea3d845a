using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Core.Tests.Support;
using SkatFtps.Ftp;
using Xunit;

namespace SkatFtps.Core.Tests.Ftp;

/// <summary>Uploads that succeed, and those that fail before a byte of the file can have arrived.</summary>
public sealed class StoreTests
{
    [Fact]
    public async Task A_file_is_stored_whole_and_ends_with_close_notify_before_fin()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("store");
        await engine.OpenAsync();
        await engine.StoreAsync(EngineUnderTest.Upload("<retur/>"));

        await engine.Server.CompleteAsync();
        DataReceived file = Assert.Single(engine.Server.Files);
        Assert.Equal("<retur/>", Encoding.UTF8.GetString(file.Content));
        Assert.Equal(DataEnd.CloseNotifyThenFin, file.End);
        Assert.True(engine.Connection.IsOpen);
    }

    [Fact]
    public async Task An_empty_file_ends_with_close_notify_too()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("store");
        await engine.OpenAsync();
        await engine.StoreAsync(EngineUnderTest.Upload(string.Empty));

        DataReceived file = Assert.Single(engine.Server.Files);
        Assert.Empty(file.Content);
        Assert.Equal(DataEnd.CloseNotifyThenFin, file.End);
    }

    [Fact]
    public async Task A_file_of_many_records_arrives_byte_for_byte_and_its_progress_is_told()
    {
        var content = new byte[3_000_001];
        new Random(7).NextBytes(content);
        long told = 0;
        await using EngineUnderTest engine = EngineUnderTest.Against("store");
        await engine.OpenAsync();
        await engine.StoreAsync(
            new FtpUpload(EngineUnderTest.Folder, "retur.xml", new MemoryStream(content)) { Progress = bytes => told = bytes });

        Assert.Equal(content, Assert.Single(engine.Server.Files).Content);
        Assert.Equal(content.Length, told);
    }

    [Fact]
    public async Task A_second_file_goes_out_without_a_second_listing_or_CWD()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("store-twice");
        await engine.OpenAsync();
        await engine.StoreAsync(EngineUnderTest.Upload());
        await engine.StoreAsync(EngineUnderTest.Upload(name: "again.xml"));

        await engine.Server.CompleteAsync();
    }

    [Fact]
    public async Task The_data_connection_resumes_the_session_of_the_control_connection()
    {
        await using var engine = new EngineUnderTest(ScriptedFtpsServer.Play("store", allowResume: true));
        await engine.OpenAsync();
        await engine.StoreAsync(EngineUnderTest.Upload());

        Assert.Equal(2, engine.Log.Lines(ProtocolLogKind.Tls).Count(line => line == "Data connection protected, session reused."));
    }

    [Fact]
    public async Task A_text_file_is_stored_in_TYPE_A()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("store-type-a");
        await engine.OpenAsync();
        await engine.StoreAsync(
            new FtpUpload(FtpName.FromText("AKFA"), "retur.txt", new MemoryStream("0001\r\n9998\r\n"u8.ToArray())) { Ascii = true });

        await engine.Server.CompleteAsync();
        Assert.Equal("0001\r\n9998\r\n"u8.ToArray(), Assert.Single(engine.Server.Files).Content);
    }

    [Theory]
    [InlineData(553)]
    [InlineData(550)]
    [InlineData(452)]
    [InlineData(425)]
    public async Task A_refusal_in_place_of_150_sends_nothing_and_leaves_the_session_usable(int code)
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("store-refused-" + code);
        FtpsException e = await engine.FailToStoreAsync();

        Assert.Equal(FtpsFailure.StoreRefused, e.Failure);
        Assert.Equal(code, e.Reply!.Code);
        Assert.False(e.MayHaveArrived);
        Assert.True(e.SessionUsable);
        Assert.True(engine.Connection.IsOpen);

        await engine.StoreAsync(EngineUnderTest.Upload(name: "again.xml"));
        await engine.Server.CompleteAsync();
        Assert.NotEqual(DataEnd.CloseNotifyThenFin, Assert.Single(engine.Server.DataEnds));
    }

    [Fact]
    public async Task No_STOR_leaves_when_none_of_three_data_ports_can_be_reached()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("store-data-closed");
        FtpsException e = await engine.FailToStoreAsync();

        Assert.Equal(FtpsFailure.DataPortUnreachable, e.Failure);
        Assert.False(e.MayHaveArrived);
        Assert.True(e.SessionUsable);
        Assert.False(engine.Server.SawStore);
        Assert.Equal(2, engine.Log.Lines(ProtocolLogKind.Warning).Count(line => line.Contains("asking for another")));

        await engine.StoreAsync(EngineUnderTest.Upload(name: "again.xml"));
        await engine.Server.CompleteAsync();
    }

    [Fact]
    public async Task No_STOR_leaves_when_the_data_ports_do_not_answer()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against(
            "store-data-clogged", options => options.Timeouts.DataConnect = TimeSpan.FromSeconds(0.5));
        FtpsException e = await engine.FailToStoreAsync();

        Assert.Equal(FtpsFailure.DataPortUnreachable, e.Failure);
        Assert.Equal(FtpsFailure.ConnectTimedOut, Assert.IsType<FtpsException>(e.InnerException).Failure);
        Assert.False(e.MayHaveArrived);
        Assert.False(engine.Server.SawStore);
    }

    [Fact]
    public async Task Cancelled_while_a_data_port_does_not_answer_no_STOR_leaves_and_the_connection_is_closed()
    {
        using var stop = new CancellationTokenSource();
        await using EngineUnderTest engine = EngineUnderTest.Against("store-data-clogged-cancelled");
        await engine.OpenAsync();
        Task storing = engine.Connection.StoreAsync(EngineUnderTest.Upload(), stop.Token);
        await engine.Server.Reached("announced");
        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => storing).WaitAsync(TimeSpan.FromSeconds(5));

        Assert.False(engine.Connection.IsOpen);
        Assert.False(engine.Server.SawStore);
    }

    [Fact]
    public async Task The_third_port_is_as_good_as_the_first()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("store-third-port");
        await engine.OpenAsync();
        await engine.StoreAsync(EngineUnderTest.Upload());

        await engine.Server.CompleteAsync();
    }

    [Theory]
    [InlineData("store-without-proof", FtpsFailure.DataPortUnreachable, true)]
    [InlineData("store-proof-unused", FtpsFailure.DataPortUnreachable, true)]
    [InlineData("store-proof-reuse-required", FtpsFailure.TlsSessionReuseRequired, false)]
    public async Task No_STOR_leaves_before_a_data_connection_has_succeeded(string transcript, FtpsFailure expected, bool usable)
    {
        await using EngineUnderTest engine = EngineUnderTest.Against(transcript);
        FtpsException e = await engine.FailToStoreAsync();

        Assert.Equal(expected, e.Failure);
        Assert.False(e.MayHaveArrived);
        Assert.Equal(usable, e.SessionUsable);
        Assert.False(engine.Server.SawStore);
        await engine.Server.CompleteAsync();
    }

    [Fact]
    public async Task No_STOR_leaves_when_Sending_throws()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("store-never");
        await engine.OpenAsync();
        FtpUpload upload = EngineUnderTest.Upload();
        upload.Sending = async _ =>
        {
            await engine.Server.Reached("placed");
            throw new InvalidOperationException("The ledger knows this name.");
        };
        InvalidOperationException e = await Assert.ThrowsAsync<InvalidOperationException>(() => engine.StoreAsync(upload));

        Assert.Equal("The ledger knows this name.", e.Message);
        Assert.False(engine.Server.SawStore);
        await engine.StoreAsync(EngineUnderTest.Upload(name: "again.xml"));
        await engine.Server.CompleteAsync();
    }

    [Fact]
    public async Task No_STOR_leaves_when_it_is_cancelled_while_Sending_runs()
    {
        using var stop = new CancellationTokenSource();
        await using EngineUnderTest engine = EngineUnderTest.Against("store-never");
        await engine.OpenAsync();
        FtpUpload upload = EngineUnderTest.Upload();
        upload.Sending = async _ =>
        {
            await engine.Server.Reached("placed");
            stop.Cancel();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.Connection.StoreAsync(upload, stop.Token));

        Assert.False(engine.Server.SawStore);
    }

    [Fact]
    public async Task Nothing_at_all_is_said_when_it_is_cancelled_before()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("login");
        await engine.OpenAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => engine.Connection.StoreAsync(EngineUnderTest.Upload(), new CancellationToken(canceled: true)));

        await engine.Server.CompleteAsync();
        Assert.Equal("PWD", engine.Server.Received[^1]);
    }

    [Fact]
    public async Task A_listing_between_sets_the_type_and_the_folder_anew()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("store-after-listing");
        await engine.OpenAsync();
        await engine.StoreAsync(EngineUnderTest.Upload());
        await engine.Connection.ListAsync(null, _ => { }, CancellationToken.None);

        await engine.Server.CompleteAsync();
    }

    [Fact]
    public async Task Refusals_before_STOR_each_have_their_failure_and_leave_the_session_usable()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("store-folder-refused");
        await engine.OpenAsync();
        foreach (FtpsFailure expected in new[] { FtpsFailure.FolderRefused, FtpsFailure.TypeRefused, FtpsFailure.PassiveRefused, FtpsFailure.PassiveRefused })
        {
            FtpsException e = await Assert.ThrowsAsync<FtpsException>(() => engine.StoreAsync(EngineUnderTest.Upload()));
            Assert.Equal(expected, e.Failure);
            Assert.True(e.SessionUsable);
            Assert.False(e.MayHaveArrived);
            Assert.False(engine.Server.SawStore);
        }

        await engine.StoreAsync(EngineUnderTest.Upload(name: "again.xml"));
        await engine.Server.CompleteAsync();
    }

    /// <summary>Not theory data: a test runner cannot carry half a surrogate pair either.</summary>
    public static TheoryData<int> BadNames => new(0, 1, 2, 3);

    [Theory]
    [MemberData(nameof(BadNames))]
    public async Task A_name_that_no_command_can_carry_is_refused_before_anything_is_said_of_it(int number)
    {
        string name = new[] { "retur.xml\r\nDELE andet.xml", "retur.xml\n", "retur\0.xml", "retur\ud800.xml" }[number];
        await using EngineUnderTest engine = EngineUnderTest.Against("store");
        await engine.OpenAsync();
        FtpsException e = await Assert.ThrowsAsync<FtpsException>(() => engine.StoreAsync(EngineUnderTest.Upload(name: name)));

        Assert.Equal(FtpsFailure.CommandInvalid, e.Failure);
        Assert.True(e.SessionUsable);
        Assert.False(e.MayHaveArrived);
        await engine.StoreAsync(EngineUnderTest.Upload());
        await engine.Server.CompleteAsync();
    }
}
