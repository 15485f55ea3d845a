using System;
using System.IO;
using System.Security.Authentication;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Core.Tests.Support;
using SkatFtps.Ftp;
using Xunit;

namespace SkatFtps.Core.Tests.Ftp;

/// <summary>Downloads: whole, or an error.</summary>
public sealed class RetrieveTests
{
    private static readonly FtpName Out = FtpName.FromText("out");
    private static readonly FtpName Name = FtpName.FromText("a.xml");

    [Theory]
    [InlineData("retrieve", 10L)]
    [InlineData("retrieve", null)]
    [InlineData("retrieve-no-close-notify", 10L)]
    [InlineData("retrieve-close-notify-before-fin", 10L)]
    [InlineData("retrieve-close-notify-before-fin", null)]
    public async Task A_whole_file_is_read(string transcript, long? listed)
    {
        await using EngineUnderTest engine = EngineUnderTest.Against(transcript);
        await engine.OpenAsync();
        var content = new MemoryStream();
        long told = 0;
        long read = await engine.Connection.RetrieveAsync(Out, Name, listed, content, bytes => told = bytes, CancellationToken.None);

        Assert.Equal(10, read);
        Assert.Equal(10, told);
        Assert.Equal("0123456789", Encoding.ASCII.GetString(content.ToArray()));
        Assert.True(engine.Connection.IsOpen);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12, 11L)]
    [InlineData(SslProtocols.Tls12, 9L)]
    [InlineData(SslProtocols.Tls12, 0L)]
    [InlineData(SslProtocols.Tls13, 11L)]
    [InlineData(SslProtocols.Tls13, 9L)]
    [InlineData(SslProtocols.Tls13, 0L)]
    public async Task A_file_that_was_listed_with_another_size_and_is_ended_in_order_is_read_as_it_is(SslProtocols protocol, long listed)
    {
        await using EngineUnderTest engine = EngineUnderTest.On(protocol, "retrieve-twice");
        await engine.OpenAsync();

        Assert.Equal(10, await RetrieveAsync(engine, listed));
        Assert.Equal(10, await RetrieveAsync(engine, 10));
        await engine.Server.CompleteAsync();
    }

    [Theory]
    [InlineData("retrieve-no-close-notify", 11L, FtpsFailure.RetrieveIncomplete)]
    [InlineData("retrieve-no-close-notify", 9L, FtpsFailure.RetrieveIncomplete)]
    [InlineData("retrieve-no-close-notify", null, FtpsFailure.RetrieveIncomplete)]
    [InlineData("retrieve-426", 10L, FtpsFailure.RetrieveIncomplete)]
    [InlineData("retrieve-426", null, FtpsFailure.RetrieveIncomplete)]
    [InlineData("retrieve-refused", 10L, FtpsFailure.RetrieveRefused)]
    public async Task What_is_not_whole_is_an_error_and_the_session_goes_on(string transcript, long? listed, FtpsFailure expected)
    {
        await using EngineUnderTest engine = EngineUnderTest.Against(transcript);
        await engine.OpenAsync();
        FtpsException e = await FailAsync(engine, listed);

        Assert.Equal(expected, e.Failure);
        Assert.True(e.SessionUsable);
        Assert.Equal(10, await RetrieveAsync(engine, 10));
        await engine.Server.CompleteAsync();
    }

    [Fact]
    public async Task A_missing_close_notify_is_told_to_the_log_when_the_size_decides()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("retrieve-no-close-notify");
        await engine.OpenAsync();
        await RetrieveAsync(engine, 10);

        Assert.Contains(engine.Log.Lines(ProtocolLogKind.Tls), line => line.Contains("without close_notify"));
    }

    [Theory]
    [InlineData(SslProtocols.Tls12, 11L)]
    [InlineData(SslProtocols.Tls12, 9L)]
    [InlineData(SslProtocols.Tls13, 11L)]
    [InlineData(SslProtocols.Tls13, 9L)]
    public async Task A_file_of_another_size_that_ends_with_the_socket_alone_was_cut_on_every_version_of_TLS(
        SslProtocols protocol, long listed)
    {
        await using EngineUnderTest engine = EngineUnderTest.On(protocol, "retrieve-no-close-notify");
        await engine.OpenAsync();
        Assert.Equal(FtpsFailure.RetrieveIncomplete, (await FailAsync(engine, listed)).Failure);
        Assert.Equal(10, await RetrieveAsync(engine, 10));
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task A_file_of_unknown_size_that_ends_with_the_socket_alone_was_cut_on_every_version_of_TLS(SslProtocols protocol)
    {
        await using EngineUnderTest engine = EngineUnderTest.On(protocol, "retrieve-no-close-notify");
        await engine.OpenAsync();
        Assert.Equal(FtpsFailure.RetrieveIncomplete, (await FailAsync(engine, null)).Failure);
        Assert.Equal(10, await RetrieveAsync(engine, null));
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task A_file_whose_listed_size_came_is_whole_however_it_ends(SslProtocols protocol)
    {
        await using EngineUnderTest engine = EngineUnderTest.On(protocol, "retrieve-no-close-notify");
        await engine.OpenAsync();
        Assert.Equal(10, await RetrieveAsync(engine, 10));
    }

    [Fact]
    public async Task A_completion_without_data_is_no_file()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("retrieve-without-data");
        await engine.OpenAsync();

        Assert.Equal(FtpsFailure.RetrieveRefused, (await FailAsync(engine, 0)).Failure);
    }

    [Fact]
    public async Task A_file_that_is_reset_in_the_middle_is_an_error_and_the_session_goes_on()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("retrieve-reset");
        await engine.OpenAsync();
        FtpsException e = await Assert.ThrowsAsync<FtpsException>(
            () => engine.Connection.RetrieveAsync(
                Out,
                Name,
                10,
                new MemoryStream(),
                _ => engine.Server.Release("go"),
                CancellationToken.None)).WaitAsync(ScriptedFtpsServer.Guard);

        Assert.Equal(FtpsFailure.RetrieveIncomplete, e.Failure);
        Assert.True(e.SessionUsable);
        Assert.Equal(10, await RetrieveAsync(engine, 10));
    }

    [Fact]
    public async Task A_server_that_stops_sending_is_left_at_the_deadline()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against(
            "retrieve-hangs", options => options.Timeouts.TransferIdle = TimeSpan.FromSeconds(1));
        await engine.OpenAsync();
        FtpsException e = await FailAsync(engine, 10);

        Assert.Equal(FtpsFailure.TransferTimedOut, e.Failure);
        Assert.False(e.SessionUsable);
        Assert.False(engine.Connection.IsOpen);
    }

    [Fact]
    public async Task Cancelled_in_the_middle_the_connection_is_closed()
    {
        using var stop = new CancellationTokenSource();
        await using EngineUnderTest engine = EngineUnderTest.Against("retrieve-hangs");
        await engine.OpenAsync();
        Task reading = engine.Connection.RetrieveAsync(Out, Name, 10, new MemoryStream(), _ => stop.Cancel(), stop.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading).WaitAsync(TimeSpan.FromSeconds(5));

        Assert.False(engine.Connection.IsOpen);
    }

    [Fact]
    public async Task A_disk_that_is_full_keeps_its_own_error_and_closes_the_session()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("retrieve-hangs");
        await engine.OpenAsync();
        IOException e = await Assert.ThrowsAsync<IOException>(
            () => engine.Connection.RetrieveAsync(
                Out, Name, 10, new FailingStream(0, new IOException("Disk full.")), null, CancellationToken.None));

        Assert.Equal("Disk full.", e.Message);
        Assert.False(engine.Connection.IsOpen);
    }

    private static async Task<long> RetrieveAsync(EngineUnderTest engine, long? listed) =>
        await engine.Connection.RetrieveAsync(
            Out, Name, listed, new MemoryStream(), null, CancellationToken.None).WaitAsync(ScriptedFtpsServer.Guard);

    private static Task<FtpsException> FailAsync(EngineUnderTest engine, long? listed) =>
        Assert.ThrowsAsync<FtpsException>(() => RetrieveAsync(engine, listed));
}
