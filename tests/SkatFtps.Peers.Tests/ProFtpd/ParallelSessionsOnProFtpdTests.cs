using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ftp;
using SkatFtps.Session;
using Xunit;

namespace SkatFtps.Peers.Tests.ProFtpd;

/// <summary>
/// Several sessions in one process against a server that demands, of each, that its data connections resume its own TLS session.
/// </summary>
public sealed class ParallelSessionsOnProFtpdTests : IDisposable
{
    private const int Sessions = 4;

    private readonly DirectoryInfo _local = Directory.CreateTempSubdirectory("skatftps-");
    private readonly RecordingLog _log = new();

    public void Dispose() => _local.Delete(recursive: true);

    [Fact]
    public async Task Four_sessions_that_send_at_the_same_time_are_all_confirmed()
    {
        await using ProFtpdServer server = await ProFtpdServer.StartAsync();
        using GatewaySession first = await GatewaySession.ConnectAsync(server.Options(), _log, CancellationToken.None);
        ParallelSessions sessions = new(first, Sessions);
        HashSet<GatewaySession> used = [];
        using Barrier all = new(Sessions);

        // Each round begins on all four together, in the middle of the file, so that no data connection can do without another's.
        Submission[] sent = await Task.WhenAll(Enumerable.Range(0, Sessions * 5).Select(number => Task.Factory.StartNew(
            () => sessions.RunAsync(
                (session, log) =>
                {
                    lock (used) { used.Add(session); }
                    bool met = false;
                    SubmitOptions options = new() { Progress = _ => met = met || all.SignalAndWait(TimeSpan.FromSeconds(20)) };
                    return session.SubmitAsync(
                        "Udlaan", LocalFile($"{number}.bin", 600_000 + number), options, log, CancellationToken.None);
                },
                _log,
                CancellationToken.None),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()));

        await sessions.CloseAsync(_log, CancellationToken.None);
        Assert.Equal(Sessions, used.Count);
        Assert.Equal(Sessions * 5, sent.Length);
        Assert.All(
            sent,
            one => Assert.Equal(
                one.Sha256, Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(server.Home, "Udlaan", one.FileName))))));
        Assert.Equal(Sessions * 5, _log.Lines.Count(line => line.Contains("STOR ", StringComparison.Ordinal)));
        Assert.DoesNotContain(_log.Lines, line => line.Contains("not reused", StringComparison.Ordinal));
        Assert.True(first.IsConnected);
    }

    [Fact]
    public async Task Two_sessions_that_take_turns_and_a_third_after_them_are_all_confirmed()
    {
        await using ProFtpdServer server = await ProFtpdServer.StartAsync();
        GatewaySession first = await GatewaySession.ConnectAsync(server.Options(), _log, CancellationToken.None);
        using GatewaySession second = await GatewaySession.ConnectAsync(server.Options(), _log, CancellationToken.None);
        for (int turn = 0; turn < 6; turn++)
        {
            await (turn % 2 == 0 ? first : second).SubmitAsync(
                "CRS", LocalFile($"turn-{turn}.bin", 100), new SubmitOptions(), _log, CancellationToken.None);
        }

        await first.CloseAsync(_log, CancellationToken.None);
        using GatewaySession third = await GatewaySession.ConnectAsync(server.Options(), _log, CancellationToken.None);
        await third.SubmitAsync("CRS", LocalFile("third.bin", 100), new SubmitOptions(), _log, CancellationToken.None);
        await second.SubmitAsync("CRS", LocalFile("last.bin", 100), new SubmitOptions(), _log, CancellationToken.None);

        Assert.Equal(8, Directory.GetFiles(Path.Combine(server.Home, "CRS")).Length);
        Assert.DoesNotContain(_log.Lines, line => line.Contains("not reused", StringComparison.Ordinal));
    }

    private FileInfo LocalFile(string name, int length)
    {
        FileInfo file = new(Path.Combine(_local.FullName, name));
        File.WriteAllBytes(file.FullName, RandomNumberGenerator.GetBytes(length));
        return file;
    }
}
