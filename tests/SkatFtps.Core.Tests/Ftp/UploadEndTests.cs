using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Core.Tests.Support;
using SkatFtps.Ftp;
using Xunit;

namespace SkatFtps.Core.Tests.Ftp;

/// <summary>Sent means that the server heard the end, on TLS 1.2 and 1.3.</summary>
public sealed class UploadEndTests
{
    // Longer than any test may take: a wait that should not be fails by the guard.
    private static readonly TimeSpan Forever = TimeSpan.FromHours(1);

    public static TheoryData<SslProtocols> Versions => [SslProtocols.Tls12, SslProtocols.Tls13];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task The_servers_close_notify_after_ours_is_told(SslProtocols protocol)
    {
        Assert.True(await StoreAsync(protocol, "store", TimeSpan.Zero));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task It_is_awaited_beside_the_confirmation(SslProtocols protocol)
    {
        Assert.True(await StoreAsync(protocol, "store-ended-late", Forever));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task It_is_awaited_for_a_while_only(SslProtocols protocol)
    {
        Assert.False(await StoreAsync(protocol, "store-not-ended", TimeSpan.FromMilliseconds(50)));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task It_is_not_awaited_where_it_never_came(SslProtocols protocol)
    {
        Assert.False(await StoreAsync(protocol, "store-not-ended", Forever, upload => upload.AwaitsServerEnd = false));
    }

    [Theory]
    [InlineData("store-ended-by-fin", SslProtocols.Tls12)]
    [InlineData("store-ended-by-fin", SslProtocols.Tls13)]
    [InlineData("store-ended-by-reset", SslProtocols.Tls12)]
    [InlineData("store-ended-by-reset", SslProtocols.Tls13)]
    public async Task A_connection_that_ended_otherwise_is_not_waited_on_and_no_close_notify(string transcript, SslProtocols protocol)
    {
        Assert.False(await StoreAsync(protocol, transcript, Forever));
    }

    [Theory]
    [InlineData("store-ended-early", SslProtocols.Tls12)]
    [InlineData("store-ended-early", SslProtocols.Tls13)]
    [InlineData("store-cut-early", SslProtocols.Tls12)]
    [InlineData("store-cut-early", SslProtocols.Tls13)]
    [InlineData("store-content-back", SslProtocols.Tls12)]
    [InlineData("store-content-back", SslProtocols.Tls13)]
    public async Task What_ends_before_our_end_was_written_is_doubt_and_our_end_is_not_written(string transcript, SslProtocols protocol)
    {
        await using EngineUnderTest engine = EngineUnderTest.On(
            protocol, transcript, options => options.Timeouts.Reply = TimeSpan.FromSeconds(1));
        var content = new StepByStepStream("12345"u8.ToArray(), () => engine.Server.Reached("said"));
        FtpsException e = await engine.FailToStoreAsync(new FtpUpload(EngineUnderTest.Folder, "retur.xml", content));

        Assert.Equal((FtpsFailure.StoreInDoubt, true, false), (e.Failure, e.MayHaveArrived, e.ServerEndedTls));
        await engine.Server.CompleteAsync();
        Assert.Equal(DataEnd.Reset, Assert.Single(engine.Server.DataEnds));
    }

    [Fact]
    public async Task Where_it_is_not_known_what_had_come_before_our_end_what_is_read_later_says_nothing()
    {
        var server = new TaskCompletionSource<StreamEnd>();
        var end = new UploadEnd(server.Task, () => false);
        end.ThrowIfEnded(5, last: true);
        server.SetResult(StreamEnd.CloseNotify);

        Assert.False((await end.AwaitAsync(Forever, CancellationToken.None)).ServerEndedTls);
    }

    [Fact]
    public async Task Behind_the_servers_end_nothing_is_looked_for()
    {
        int looks = 0;
        var server = new TaskCompletionSource<StreamEnd>();
        var end = new UploadEnd(server.Task, () => ++looks > 0);
        end.ThrowIfEnded(5, last: true);
        server.SetResult(StreamEnd.CloseNotify);

        Assert.True((await end.AwaitAsync(Forever, CancellationToken.None)).ServerEndedTls);
        Assert.Equal(1, looks);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_doubt_tells_whether_the_server_had_heard_the_end(SslProtocols protocol)
    {
        await using EngineUnderTest engine = EngineUnderTest.On(protocol, "store-unconfirmed-after-end");
        FtpsException e = await engine.FailToStoreAsync();
        Assert.Equal((FtpsFailure.StoreInDoubt, true), (e.Failure, e.ServerEndedTls));
    }

    private static async Task<bool> StoreAsync(
        SslProtocols protocol, string transcript, TimeSpan patience, Action<FtpUpload>? change = null)
    {
        await using EngineUnderTest engine = EngineUnderTest.On(protocol, transcript, options => options.ServerEndPatience = patience);
        await engine.OpenAsync();
        FtpUpload upload = EngineUnderTest.Upload();
        change?.Invoke(upload);
        FtpUploadResult result = await engine.StoreAsync(upload).WaitAsync(ScriptedFtpsServer.Guard);
        Assert.Equal("<retur/>"u8.ToArray(), Assert.Single(engine.Server.Files).Content);
        return result.ServerEndedTls;
    }
}
