using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using SkatFtps.Session;

namespace SkatFtps.Benchmarks.Wire;

/// <summary>Starts server and link, runs one benchmark, and writes its table.</summary>
internal static class WireBenchmarks
{
    public static async Task RunAsync(BenchmarkOptions options)
    {
        if (options.Link is null)
        {
            await Console.Error.WriteLineAsync("No link emulator was named (--link): this is loopback, where round trips cost next to"
                + " nothing.");
        }

        string ledger = Directory.CreateTempSubdirectory("skatftps-ledger-").FullName;
        try
        {
            using Link link = Link.Up(options.Link, options.RoundTrip);
            await using RunningServer server = await RunningServer.StartAsync(link);
            var run = new WireRun(options, link, server, Path.Combine(ledger, "ledger.db"));
            IReadOnlyList<string> result = options.Name switch
            {
                "small-files" => await SmallFiles.RunAsync(run),
                "parallel" => await ParallelSessions.RunAsync(run),
                "large-files" => await LargeFiles.RunAsync(run),
                "polling" => await Polling.RunAsync(run),
                _ => await Growth.RunAsync(run),
            };
            Console.WriteLine(string.Join(Environment.NewLine + Environment.NewLine, result));
            Console.WriteLine();
            Console.WriteLine($"Medians of {options.Rounds}, in turn. " + Machine.Describe(link));
        }
        finally
        {
            Directory.Delete(ledger, recursive: true);
        }
    }
}
