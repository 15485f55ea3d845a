using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using SkatFtps.Core.Tests.Ledger;
using Xunit;

namespace SkatFtps.Peers.Tests.Ledger;

/// <summary>Many processes, and two machines' worth of them.</summary>
public sealed class LedgerRaceTests(PostgreSqlServer server) : IClassFixture<PostgreSqlServer>
{
    private readonly PostgreSqlServer _server = server;

    [Fact]
    public async Task Of_two_hundred_processes_racing_for_one_name_in_a_file_one_may_send()
    {
        using var sqlite = new SqliteLedger();
        string[] won = await RaceAsync(200, _ => ["sqlite", sqlite.ConnectionString, ".", "user", "race", "a", "1"]);
        Assert.Equal(["won a0.xml"], won);
    }

    [Fact]
    public async Task Two_machines_racing_over_a_thousand_names_send_each_once()
    {
        string[] won = await RaceAsync(
            8, i => ["postgresql", _server.ConnectionString, i % 2 == 0 ? "A" : "B", "user", "race", "n", "1000"]);
        Assert.Equal(1000, won.Length);
        Assert.Equal(1000, won.Distinct().Count());
    }

    private static async Task<string[]> RaceAsync(int processes, Func<int, string[]> arguments)
    {
        List<WorkerProcess> workers = Enumerable.Range(0, processes).Select(i => new WorkerProcess(arguments(i))).ToList();
        try
        {
            foreach (WorkerProcess worker in workers)
            {
                await worker.ExpectAsync("ready");
            }

            workers.ForEach(worker => worker.Go());
            IReadOnlyList<string>[] said = await Task.WhenAll(workers.Select(worker => worker.ReadToEndAsync()));
            return said.SelectMany(lines => lines).ToArray();
        }
        finally
        {
            workers.ForEach(worker => worker.Dispose());
        }
    }
}
