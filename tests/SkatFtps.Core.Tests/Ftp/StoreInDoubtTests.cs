using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Core.Tests.Support;
using SkatFtps.Ftp;
using Xunit;

namespace SkatFtps.Core.Tests.Ftp;

/// <summary>Once STOR was written and not refused, every failure says that the file may have arrived.</summary>
public sealed class StoreInDoubtTests
{
    private const int Large = 32 * 1024 * 1024;

    [Theory]
    [InlineData("store-425-after-data", 425)]
    [InlineData("store-426-after-data", 426)]
    [InlineData("store-451-after-data", 451)]
    [InlineData("store-552-after-data", 552)]
    public async Task A_failure_after_150_is_in_doubt_and_the_session_goes_on(string transcript, int code)
    {
        await using EngineUnderTest engine = EngineUnderTest.Against(transcript);
        FtpsException e = await engine.FailToStoreAsync();

        AssertInDoubt(e);
        Assert.Equal(code, e.Reply!.Code);
        Assert.True(e.SessionUsable);
        await engine.StoreAsync(EngineUnderTest.Upload(name: "again.xml"));
        await engine.Server.CompleteAsync();
    }

    [Theory]
    [InlineData("store-handshake-reset", 425)]
    [InlineData("store-handshake-garbage", 425)]
    public async Task A_handshake_that_breaks_after_150_is_in_doubt_and_the_session_is_over(string transcript, int code)
    {
        await using EngineUnderTest engine = EngineUnderTest.Against(transcript);
        FtpsException e = await engine.FailToStoreAsync();

        AssertInDoubt(e);
        Assert.Equal(code, e.Reply!.Code);
        AssertOver(engine, e);
    }

    [Theory]
    [InlineData("store-data-reset", 426)]
    [InlineData("store-hangs-then-speaks", 426)]
    public async Task A_large_file_that_breaks_off_is_in_doubt_with_the_servers_last_word(string transcript, int code)
    {
        await using EngineUnderTest engine = EngineUnderTest.Against(
            transcript, options => options.Timeouts.TransferIdle = TimeSpan.FromSeconds(1));
        FtpsException e = await engine.FailToStoreAsync(LargeUpload());

        AssertInDoubt(e);
        Assert.Equal(code, e.Reply!.Code);
        Assert.True(e.SessionUsable);
    }

    [Fact]
    public async Task Another_certificate_on_the_data_connection_gets_no_byte_of_the_file()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("store-other-certificate");
        FtpsException e = await engine.FailToStoreAsync();

        AssertInDoubt(e);
        Assert.Equal(FtpsFailure.DataCertificateChanged, Assert.IsType<FtpsException>(e.InnerException).Failure);
    }

    [Fact]
    public async Task A_reset_followed_by_silence_is_in_doubt_and_the_session_is_over()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("store-data-reset-then-silence");
        FtpsException e = await engine.FailToStoreAsync(LargeUpload());

        AssertInDoubt(e);
        Assert.Null(e.Reply);
        AssertOver(engine, e);
    }

    [Fact]
    public async Task A_server_that_stops_reading_is_left_at_the_deadline_and_the_session_is_over()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("store-hangs", options =>
        {
            options.Timeouts.TransferIdle = TimeSpan.FromSeconds(0.5);
            options.Timeouts.Reply = TimeSpan.FromSeconds(5);
        });
        FtpsException e = await engine.FailToStoreAsync(LargeUpload());

        AssertInDoubt(e);
        Assert.Equal(FtpsFailure.TransferTimedOut, Assert.IsType<FtpsException>(e.InnerException).Failure);
        AssertOver(engine, e);
    }

    [Theory]
    [InlineData("store-verdict-in-the-middle", 552, true)]
    [InlineData("store-421-in-the-middle", 421, false)]
    [InlineData("store-success-in-the-middle", 226, false)]
    public async Task A_verdict_in_the_middle_of_the_file_ends_the_upload_with_a_reset(string transcript, int code, bool usable)
    {
        await using EngineUnderTest engine = EngineUnderTest.Against(transcript);
        FtpsException e = await engine.FailToStoreAsync(LargeUpload());

        AssertInDoubt(e);
        Assert.Equal(code, e.Reply!.Code);
        Assert.Equal(usable, e.SessionUsable);
        Assert.Equal(usable, engine.Connection.IsOpen);
        if (code == 552)
        {
            await engine.StoreAsync(EngineUnderTest.Upload(name: "again.xml"));
        }

        await engine.Server.CompleteAsync();
        Assert.Equal(DataEnd.Reset, Assert.Single(engine.Server.DataEnds));
    }

    [Fact]
    public async Task A_226_in_place_of_150_is_in_doubt()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("store-without-asking");
        FtpsException e = await engine.FailToStoreAsync();

        AssertInDoubt(e);
        Assert.Equal(226, e.Reply!.Code);
        Assert.Equal(FtpsFailure.ReplyUnexpected, Assert.IsType<FtpsException>(e.InnerException).Failure);
    }

    [Theory]
    [InlineData("store-reply-lost", FtpsFailure.ConnectionLost)]
    [InlineData("store-reply-garbage", FtpsFailure.NotAnFtpServer)]
    public async Task A_reply_that_is_lost_after_the_last_byte_is_in_doubt(string transcript, FtpsFailure cause)
    {
        await using EngineUnderTest engine = EngineUnderTest.Against(transcript);
        FtpsException e = await engine.FailToStoreAsync();

        AssertInDoubt(e);
        Assert.Equal(cause, Assert.IsType<FtpsException>(e.InnerException).Failure);
        AssertOver(engine, e);
    }

    [Fact]
    public async Task A_reply_that_does_not_come_in_time_is_in_doubt()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against(
            "store-reply-late", options => options.Timeouts.Reply = TimeSpan.FromSeconds(2));
        FtpsException e = await engine.FailToStoreAsync();

        AssertInDoubt(e);
        Assert.Equal(FtpsFailure.ReplyTimedOut, Assert.IsType<FtpsException>(e.InnerException).Failure);
        AssertOver(engine, e);
    }

    [Theory]
    [InlineData("store-hangs", "receiving", Large)]
    [InlineData("store-reply-late", "received", 10)]
    public async Task Cancelled_after_STOR_is_in_doubt_and_not_a_mere_cancellation(string transcript, string mark, int length)
    {
        using var stop = new CancellationTokenSource();
        await using EngineUnderTest engine = EngineUnderTest.Against(transcript);
        await engine.OpenAsync();
        Task storing = engine.Connection.StoreAsync(LargeUpload(length), stop.Token);
        await engine.Server.Reached(mark);
        stop.Cancel();
        FtpsException e = await Assert.ThrowsAsync<FtpsException>(() => storing).WaitAsync(TimeSpan.FromSeconds(5));

        AssertInDoubt(e);
        AssertOver(engine, e);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(300_000)]
    public async Task A_file_that_cannot_be_read_to_its_end_does_not_end_as_if_it_were_whole(int readable)
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("store-content-fails");
        var failure = new IOException("The share went away.");
        FtpsException e = await engine.FailToStoreAsync(
            new FtpUpload(EngineUnderTest.Folder, "retur.xml", new FailingStream(readable, failure)));

        AssertInDoubt(e);
        Assert.Contains("The share went away", e.Message, StringComparison.Ordinal);
        Assert.True(e.SessionUsable);
        await engine.StoreAsync(EngineUnderTest.Upload(name: "again.xml"));
        await engine.Server.CompleteAsync();
        Assert.Equal(DataEnd.Reset, engine.Server.Files[0].End);
    }

    [Fact]
    public async Task A_failure_of_any_other_kind_after_STOR_is_in_doubt()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("store-content-fails");
        FtpUpload upload = EngineUnderTest.Upload();
        upload.Progress = _ => throw new NotSupportedException("The bar is full.");
        FtpsException e = await engine.FailToStoreAsync(upload);

        AssertInDoubt(e);
        Assert.Equal(DataEnd.Reset, engine.Server.Files[0].End);
    }

    [Fact]
    public async Task A_log_that_fails_after_STOR_leaves_no_doubt_unsaid()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("store-reply-late");
        await engine.OpenAsync();
        FtpUpload upload = EngineUnderTest.Upload();
        upload.Sending = _ =>
        {
            engine.Connection.Log = new FailingLog();
            return Task.CompletedTask;
        };
        FtpsException e = await Assert.ThrowsAsync<FtpsException>(() => engine.StoreAsync(upload)).WaitAsync(ScriptedFtpsServer.Guard);

        AssertInDoubt(e);
    }

    private static FtpUpload LargeUpload(int length = Large) =>
        new(EngineUnderTest.Folder, "retur.xml", new MemoryStream(new byte[length]));

    private static void AssertInDoubt(FtpsException e)
    {
        Assert.Equal(FtpsFailure.StoreInDoubt, e.Failure);
        Assert.True(e.MayHaveArrived);
    }

    private static void AssertOver(EngineUnderTest engine, FtpsException e)
    {
        Assert.False(e.SessionUsable);
        Assert.False(engine.Connection.IsOpen);
    }

    private sealed class FailingLog : IProtocolLog
    {
        public void Write(ProtocolLogKind kind, string text)
        {
            if (kind == ProtocolLogKind.Reply)
            {
                throw new InvalidDataException("Nobody listens.");
            }
        }
    }
}
