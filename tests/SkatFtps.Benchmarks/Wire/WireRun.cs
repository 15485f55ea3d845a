using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

namespace SkatFtps.Benchmarks.Wire;

/// <summary>What one run of a benchmark works with.</summary>
internal sealed record WireRun(BenchmarkOptions Options, Link Link, RunningServer Server, string LedgerPath)
{
    public int Rounds { get; init; } = Options.Rounds;

    public Contenders Contenders { get; } = new(Server.Facts, LedgerPath);

    /// <summary>Sends fresh files with each contender in turn, A B A B, and looks whether all arrived.</summary>
    public async Task<IReadOnlyDictionary<string, List<Measurement>>> SendInTurnAsync(
        IReadOnlyList<Contender> contenders, int files, long size)
    {
        var measured = contenders.ToDictionary(one => one.Name, _ => new List<Measurement>());
        for (int round = 1; round <= Rounds; round++)
        {
            foreach (Contender one in contenders)
            {
                using LocalFiles local = LocalFiles.Make(files, size);
                Measurement measurement = await one.RunAsync(Link, local);
                Server.TakeUploads("Udlaan", files, size, one.Name);
                measured[one.Name].Add(measurement);
                await TellAsync($"{files} x {size} bytes, round {round}: {one.Name} {Figures.Time(measurement.Session)}, process"
                    + $" {Figures.Time(measurement.Process)}");
            }
        }

        return measured;
    }

    public static Task TellAsync(string line) => Console.Error.WriteLineAsync(line);
}
