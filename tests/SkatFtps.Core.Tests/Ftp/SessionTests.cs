using System;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Core.Tests.Support;
using SkatFtps.Ftp;
using Xunit;

namespace SkatFtps.Core.Tests.Ftp;

/// <summary>DELE, NOOP, QUIT, and a connection that goes while nobody looks.</summary>
public sealed class SessionTests
{
    private static Task<DateTime?> AskAsync(EngineUnderTest engine, string name) =>
        engine.Connection.AskModifiedAsync(Out, FtpName.FromText(name), CancellationToken.None);

    private static readonly FtpName Out = FtpName.FromText("out");

    [Fact]
    public async Task A_file_is_deleted_and_a_refusal_leaves_the_session_usable()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("delete");
        await engine.OpenAsync();
        await DeleteAsync(engine, "a.xml");
        FtpsException e = await Assert.ThrowsAsync<FtpsException>(() => DeleteAsync(engine, "a.xml"));
        Assert.Equal(FtpsFailure.DeleteRefused, e.Failure);
        Assert.True(e.SessionUsable);

        FtpsException injected = await Assert.ThrowsAsync<FtpsException>(() => DeleteAsync(engine, "a.xml\r\nDELE b.xml"));
        Assert.Equal(FtpsFailure.CommandInvalid, injected.Failure);

        FtpsException last = await Assert.ThrowsAsync<FtpsException>(() => DeleteAsync(engine, "b.xml"));
        Assert.Equal(FtpsFailure.DeleteRefused, last.Failure);
        Assert.False(last.SessionUsable);
        Assert.False(engine.Connection.IsOpen);
    }

    [Fact]
    public async Task MDTM_tells_a_time_to_the_second_and_any_other_answer_none()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("modified");
        await engine.OpenAsync();
        var time = new DateTime(2026, 11, 23, 18, 0, 1, DateTimeKind.Utc);

        Assert.Equal(time, await AskAsync(engine, "a b.xml"));
        Assert.Equal(time, await AskAsync(engine, "fraction.xml"));
        Assert.Null(await AskAsync(engine, "odd.xml"));
        Assert.Null(await AskAsync(engine, "gone.xml"));

        // Not asked at all: some servers would set the time of "a.xml".
        Assert.Null(await AskAsync(engine, "20261123180001 a.xml"));
        await DeleteAsync(engine, "a b.xml");
        await engine.Server.CompleteAsync();
    }

    [Fact]
    public async Task MDTM_is_not_asked_where_it_is_not_offered()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("delete");
        await engine.OpenAsync();

        Assert.Null(await AskAsync(engine, "a.xml"));
        await DeleteAsync(engine, "a.xml");
    }

    [Fact]
    public async Task Any_answer_to_NOOP_is_a_sign_of_life_but_421()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("alive");
        await engine.OpenAsync();

        Assert.True(await engine.Connection.IsAliveAsync(CancellationToken.None));
        Assert.True(await engine.Connection.IsAliveAsync(CancellationToken.None));
        Assert.False(await engine.Connection.IsAliveAsync(CancellationToken.None));
        Assert.False(engine.Connection.IsOpen);
    }

    [Fact]
    public async Task A_NOOP_that_meets_the_end_of_the_connection_says_dead()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("alive-lost");
        await engine.OpenAsync();

        Assert.False(await engine.Connection.IsAliveAsync(CancellationToken.None));
        Assert.False(engine.Connection.IsOpen);
    }

    [Theory]
    [InlineData("idle-dropped")]
    [InlineData("idle-said-421")]
    public async Task A_connection_that_went_while_idle_is_seen_without_a_round_trip(string transcript)
    {
        await using EngineUnderTest engine = EngineUnderTest.Against(transcript);
        await engine.OpenAsync();
        Assert.True(engine.Connection.IsOpen);

        engine.Server.Release("go");
        using var guard = new CancellationTokenSource(ScriptedFtpsServer.Guard);
        while (engine.Connection.IsOpen)
        {
            guard.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Assert.False(await engine.Connection.IsAliveAsync(CancellationToken.None));
        Assert.Equal("PWD", engine.Server.Received[^1]);
    }

    [Fact]
    public async Task Closing_says_QUIT()
    {
        await using EngineUnderTest engine = EngineUnderTest.Against("quit");
        await engine.OpenAsync();
        await engine.Connection.CloseAsync(CancellationToken.None);

        await engine.Server.CompleteAsync();
        Assert.False(engine.Connection.IsOpen);
        await engine.Connection.CloseAsync(CancellationToken.None);
    }

    [Theory]
    [InlineData("quit-unanswered")]
    [InlineData("quit-dropped")]
    public async Task Closing_never_fails(string transcript)
    {
        await using EngineUnderTest engine = EngineUnderTest.Against(
            transcript, options => options.Timeouts.Reply = TimeSpan.FromSeconds(2));
        await engine.OpenAsync();
        await engine.Connection.CloseAsync(CancellationToken.None).WaitAsync(ScriptedFtpsServer.Guard);

        Assert.False(engine.Connection.IsOpen);
        Assert.Contains(engine.Log.Lines(ProtocolLogKind.Note), line => line.Contains("did not answer QUIT"));
    }

    [Fact]
    public async Task Closing_ends_when_it_is_cancelled()
    {
        using var stop = new CancellationTokenSource();
        await using EngineUnderTest engine = EngineUnderTest.Against("quit-unanswered");
        await engine.OpenAsync();
        Task closing = engine.Connection.CloseAsync(stop.Token);
        await engine.Server.Reached("asked");
        stop.Cancel();
        await closing.WaitAsync(TimeSpan.FromSeconds(5));

        Assert.False(engine.Connection.IsOpen);
    }

    private static Task DeleteAsync(EngineUnderTest engine, string name) =>
        engine.Connection.DeleteAsync(Out, FtpName.FromText(name), CancellationToken.None);
}
