using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Core.Tests.Support;
using SkatFtps.Ftp;
using Xunit;

namespace SkatFtps.Core.Tests.Ftp;

/// <summary>One round trip, left by the server at each of its steps in turn; all of them at once, or it would take minutes.</summary>
public sealed class EveryStepTests
{
    private static readonly IReadOnlyList<TranscriptStep> Steps = Transcript.Load("round-trip");

    [Fact]
    public async Task A_server_that_hangs_is_left_at_the_deadline_of_the_step()
    {
        string[] expected =
        [
            "S: 220 Gateway ready BannerTimedOut",
            "S: 234 Go ahead ReplyTimedOut",
            "!tls TlsTimedOut",
            "S: 211-Features: ReplyTimedOut",
            "S:  AUTH TLS ReplyTimedOut",
            "S:  PBSZ ReplyTimedOut",
            "S:  PROT ReplyTimedOut",
            "S: 211 End ReplyTimedOut",
            "S: 331 Password required LoginTimedOut",
            "S: 230 Logged in LoginTimedOut",
            "S: 200 PBSZ=0 ReplyTimedOut",
            "S: 200 Private ReplyTimedOut",
            "S: 257 \"/\" is the current directory ReplyTimedOut",
            "!pasv ReplyTimedOut",
            "S: 150 Here it comes ReplyTimedOut",
            "!data send \"drwxr-xr-x   2 ftp      ftp          4096 Nov 23 18:00 out\\r\\n\" DataHandshakeFailed",
            "!data end TransferTimedOut",
            "S: 226 Done ReplyTimedOut",
            "S: 250 OK ReplyTimedOut",
            "S: 200 Type I ReplyTimedOut",
            "!pasv ReplyTimedOut",
            "S: 150 Send it StoreInDoubt",
            "!data receive StoreInDoubt",
            "!data end StoreInDoubt",
            "S: 226 Got it StoreInDoubt",
            "S: 250 OK ReplyTimedOut",
            "!pasv ReplyTimedOut",
            "S: 150 Here ReplyTimedOut",
            "!data send \"0123456789\" DataHandshakeFailed",
            "!data end TransferTimedOut",
            "S: 226 Done ReplyTimedOut",
            "S: 250 Gone ReplyTimedOut",
        ];
        string[] seen = await Task.WhenAll(ServerSteps().Select(step => HangAsync(step)));

        Assert.Equal(expected, seen);
    }

    [Theory]
    [InlineData(nameof(StopKind.Drop))]
    [InlineData(nameof(StopKind.Reset))]
    public async Task A_server_that_goes_is_a_failure_of_the_dialogue_and_an_upload_is_in_doubt_only_after_STOR(string leave)
    {
        // A reset right behind the connection may meet it before the client has it. A server that goes instead of its first reply over
        // TLS is taken to refuse the client certificate.
        FtpsFailure[] lost =
        [
            FtpsFailure.HostUnreachable, FtpsFailure.ClientCertificateNotAccepted, FtpsFailure.NotAnFtpServer,
            FtpsFailure.TlsHandshakeFailed, FtpsFailure.ConnectionLost, FtpsFailure.DataHandshakeFailed, FtpsFailure.TransferTimedOut,
            FtpsFailure.StoreInDoubt,
        ];
        (int Step, FtpsException Failure)[] seen = await Task.WhenAll(
            ServerSteps().Select(step => GoAsync(step, Enum.Parse<StopKind>(leave))));

        Assert.All(seen, one => Assert.Contains(one.Failure.Failure, lost));
    }

    [Fact]
    public async Task Cancelling_ends_every_step_at_once_and_only_after_STOR_in_doubt()
    {
        await Task.WhenAll(ServerSteps().Select(step => CancelAsync(step)));
    }

    private static IEnumerable<int> ServerSteps() => Enumerable.Range(0, Steps.Count).Where(i => Steps[i].IsServers);

    // STOR was read and its last reply not yet written when the server left the transcript there.
    private static bool IsInDoubt(int step)
    {
        List<string> before = Steps.Take(step).Select(s => s.ToString()).ToList();
        return before.Any(s => s.StartsWith("C: STOR", StringComparison.Ordinal)) && !before.Contains("S: 226 Got it");
    }

    private static async Task<string> HangAsync(int step)
    {
        await using var engine = new EngineUnderTest(ScriptedFtpsServer.PlayUntil(Steps, step, StopKind.Hang), options =>
        {
            options.Timeouts = FtpsTimeouts.All(TimeSpan.FromSeconds(4));
            options.Timeouts.Tls = TimeSpan.FromSeconds(3);
        });
        var e = await Assert.ThrowsAsync<FtpsException>(
            () => RoundTripAsync(engine, CancellationToken.None)).WaitAsync(ScriptedFtpsServer.Guard);
        AssertFate(engine, step, e);
        return Steps[step] + " " + e.Failure;
    }

    private static async Task<(int, FtpsException)> GoAsync(int step, StopKind kind)
    {
        await using var engine = new EngineUnderTest(
            ScriptedFtpsServer.PlayUntil(Steps, step, kind), options => options.Timeouts = FtpsTimeouts.All(TimeSpan.FromSeconds(4)));
        var e = await Assert.ThrowsAsync<FtpsException>(
            () => RoundTripAsync(engine, CancellationToken.None)).WaitAsync(ScriptedFtpsServer.Guard);
        AssertFate(engine, step, e);
        return (step, e);
    }

    private static async Task CancelAsync(int step)
    {
        using var stop = new CancellationTokenSource();
        await using var engine = new EngineUnderTest(ScriptedFtpsServer.PlayUntil(Steps, step, StopKind.Hang));
        Task trip = RoundTripAsync(engine, stop.Token);
        await engine.Server.Reached("stopped");
        stop.Cancel();
        Exception e = await Assert.ThrowsAnyAsync<Exception>(() => trip).WaitAsync(TimeSpan.FromSeconds(5));
        if (IsInDoubt(step))
        {
            AssertFate(engine, step, Assert.IsType<FtpsException>(e));
        }
        else
        {
            Assert.IsAssignableFrom<OperationCanceledException>(e);
            Assert.False(engine.Connection.IsOpen, Steps[step].ToString());
        }
    }

    private static void AssertFate(EngineUnderTest engine, int step, FtpsException e)
    {
        string where = Steps[step] + ": " + e;
        Assert.True(IsInDoubt(step) == e.MayHaveArrived, where);
        Assert.True(IsInDoubt(step) == (e.Failure == FtpsFailure.StoreInDoubt), where);
        Assert.False(e.SessionUsable, where);
        Assert.False(engine.Connection.IsOpen, where);
    }

    private static async Task RoundTripAsync(EngineUnderTest engine, CancellationToken stop)
    {
        FtpName folder = FtpName.FromText("out");
        FtpName name = FtpName.FromText("a.xml");
        await engine.Connection.OpenAsync(stop);
        await engine.Connection.StoreAsync(EngineUnderTest.Upload(), stop);
        await engine.Connection.RetrieveAsync(folder, name, 10, new MemoryStream(), null, stop);
        await engine.Connection.DeleteAsync(folder, name, stop);
    }
}
