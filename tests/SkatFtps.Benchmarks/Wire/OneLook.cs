using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ftp;

namespace SkatFtps.Benchmarks.Wire;

/// <summary>One look into /out, as the cmdlets make it, and what it said to the server.</summary>
internal sealed class OneLook(GatewaySession session) : IProtocolLog
{
    public int Listings { get; private set; }

    public int Retrievals { get; private set; }

    /// <param name="kind">new: Get-SkatStatus -New; all: Get-SkatStatus; responses: Receive-SkatResponse's look; wait:
    /// Wait-SkatStatus's.</param>
    /// <returns>Statuses or responses that were found.</returns>
    public async Task<long> RunAsync(string kind)
    {
        long found = 0;
        switch (kind)
        {
            case "new":
            case "all":
                var query = new StatusQuery { NewOnly = kind == "new", Force = true };
                await session.CollectStatusesAsync(
                    query,
                    _ => found++,
                    (name, e) => throw new BenchmarkFailedException($"{name}: {e.Message}"),
                    this,
                    CancellationToken.None);
                return found;
            case "responses":
                return (await session.LookIntoOutAsync(this, CancellationToken.None)).Count(file => !session.IsStatusFile(file));
            case "wait":
                await session.WaitAsync(
                    [new AwaitedSubmission("never-sent.bin", "Udlaan", DateTimeOffset.Now)],
                    new WaitOptions { Timeout = TimeSpan.Zero },
                    status => found += status.Step == StatusStep.Pending ? 0 : 1,
                    (name, e) => throw new BenchmarkFailedException($"{name}: {e.Message}"),
                    this,
                    CancellationToken.None);
                return found;
            default:
                throw new BenchmarkUsageException($"There is no look '{kind}'.");
        }
    }

    void IProtocolLog.Write(ProtocolLogKind kind, string text)
    {
        if (kind == ProtocolLogKind.Command)
        {
            string verb = text.Split(' ')[0];
            Listings += verb is "LIST" or "MLSD" or "NLST" ? 1 : 0;
            Retrievals += verb == "RETR" ? 1 : 0;
        }
    }
}
