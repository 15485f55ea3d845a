using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Core.Tests.Rehearsals;
using SkatFtps.Core.Tests.Support;
using SkatFtps.Ftp;
using SkatFtps.Session;
using Xunit;

namespace SkatFtps.Core.Tests.Session;

/// <summary>What becomes of the sessions beside the first when one of them is dropped and the gateway does not let it in again.</summary>
public sealed class ParallelSessionsTests
{
    [Theory]
    [InlineData(530, "Too many sessions")]
    [InlineData(530, "Login incorrect")]
    [InlineData(421, "Closing down")]
    public async Task One_that_is_refused_ends_alone_and_its_work_goes_on_with_the_others(int code, string words)
    {
        await using var rehearsal = new LedgerRehearsal();
        (ParallelSessions sessions, List<FailingConnection> connections) = await OpenAsync(rehearsal, 3);
        connections[1].Cut();
        rehearsal.Gateway.Script.On("PASS").Reply(code, words);

        int[] done = await Task.WhenAll(
            Enumerable.Range(0, 9).Select(
                number => sessions.RunAsync((session, log) => LookAsync(session, log, number), rehearsal.Log, CancellationToken.None)));

        Assert.Equal(Enumerable.Range(0, 9), done);
        Assert.Contains(words, Assert.Single(rehearsal.Log.Lines(ProtocolLogKind.Warning)));
        Assert.Equal(4, rehearsal.CountOf("PASS"));

        // The account is not closed to the others: each may come back by itself.
        rehearsal.Gateway.Script.Clear();
        connections[2].Cut();
        connections[0].Cut();
        await Task.WhenAll(
            Enumerable.Range(0, 6).Select(
                number => sessions.RunAsync((session, log) => LookAsync(session, log, number), rehearsal.Log, CancellationToken.None)));
        Assert.InRange(rehearsal.CountOf("PASS"), 5, 6);
        await sessions.CloseAsync(rehearsal.Log, CancellationToken.None);
    }

    [Fact]
    public async Task The_first_may_end_too_where_there_are_too_many_and_others_stand()
    {
        await using var rehearsal = new LedgerRehearsal();
        (ParallelSessions sessions, List<FailingConnection> connections) = await OpenAsync(rehearsal, 2);
        connections[0].Cut();
        rehearsal.Gateway.Script.On("PASS").Reply(530, "Too many sessions");

        int[] done = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(
                number => sessions.RunAsync((session, log) => LookAsync(session, log, number), rehearsal.Log, CancellationToken.None)));

        Assert.Equal(Enumerable.Range(0, 4), done);
        Assert.Equal(3, rehearsal.CountOf("PASS"));
        await sessions.CloseAsync(rehearsal.Log, CancellationToken.None);
    }

    [Fact]
    public async Task A_password_that_was_changed_is_refused_once_though_all_were_dropped()
    {
        await using var rehearsal = new LedgerRehearsal();
        (ParallelSessions sessions, List<FailingConnection> connections) = await OpenAsync(rehearsal, 3);
        connections.ForEach(connection => connection.Cut());
        rehearsal.Account.Password = "changed";

        GatewayException[] refused = await Task.WhenAll(Enumerable.Range(0, 5).Select(number => Assert.ThrowsAsync<GatewayException>(
            () => sessions.RunAsync((session, log) => LookAsync(session, log, number), rehearsal.Log, CancellationToken.None))));

        Assert.All(refused, e => Assert.Equal("LoginRefused", e.ErrorId));
        Assert.Equal(4, rehearsal.CountOf("PASS"));
        await sessions.CloseAsync(rehearsal.Log, CancellationToken.None);
    }

    // All of them logged in, none at work.
    private static async Task<(ParallelSessions Sessions, List<FailingConnection> Connections)> OpenAsync(
        LedgerRehearsal rehearsal, int count)
    {
        List<FailingConnection> connections = [];
        GatewaySession first = await rehearsal.ConnectAsync(engine: Engine);
        ParallelSessions sessions = new(first, count);
        int arrived = 0;
        TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await Task.WhenAll(Enumerable.Range(0, count).Select(_ => sessions.RunAsync(
            (_, _) =>
            {
                if (Interlocked.Increment(ref arrived) == count) { all.SetResult(); }
                return all.Task.ContinueWith(_ => 0, TaskScheduler.Default);
            },
            rehearsal.Log,
            CancellationToken.None)));
        Assert.Equal(count, connections.Count);
        return (sessions, connections);

        IFtpsConnection Engine(FtpsOptions options)
        {
            FailingConnection connection = new(options);
            lock (connections) { connections.Add(connection); }
            return connection;
        }
    }

    private static async Task<int> LookAsync(GatewaySession session, IProtocolLog log, int number)
    {
        await session.ListOutAsync(log, CancellationToken.None);
        return number;
    }
}
