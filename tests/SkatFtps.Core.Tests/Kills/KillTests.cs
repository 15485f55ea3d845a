using System;
using System.Collections.Concurrent;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace SkatFtps.Core.Tests.Kills;

/// <summary>
/// Processes are killed (SIGKILL) at every step of sending and of receiving. Afterwards: never more than one STOR for a name, never a
/// file that arrived and that the ledger takes for unsent, never a response that is gone from /out and not whole on disk.
/// </summary>
public sealed class KillTests
{
    /// <summary>How many processes are killed; a run of all the servers sets it higher.</summary>
    private const string CountVariable = "SKATFTPS_KILLS";

    private const int Lanes = 2;

    private static readonly int Count = int.Parse(Environment.GetEnvironmentVariable(CountVariable) ?? "50", CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_process_killed_at_any_step_leaves_one_STOR_a_true_ledger_and_whole_responses()
    {
        await using var gateway = new KillGateway();
        var failures = new ConcurrentQueue<string>();
        int next = -1;
        int killed = 0;

        async Task RunLaneAsync()
        {
            using KillLane lane = await KillLane.StartAsync(gateway);
            int number;
            while ((number = Interlocked.Increment(ref next)) < Count)
            {
                KillPoint point = KillPoint.All[number % KillPoint.All.Count];
                try
                {
                    await lane.KillAsync(point, number, more: Volatile.Read(ref next) < Count - 1);
                    Interlocked.Increment(ref killed);
                }
                catch (Exception e)
                {
                    failures.Enqueue($"Kill {number}, {point}: {e.Message}\n{e.StackTrace}");
                }
            }
        }

        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(_ => Task.Run(RunLaneAsync)));
        Assert.True(failures.IsEmpty, $"{failures.Count} of {Count}:\n{string.Join('\n', failures)}");
        Assert.Equal(Count, killed);
    }
}
