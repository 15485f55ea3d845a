using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using SkatFtps.Benchmarks.InMemory;
using SkatFtps.Benchmarks.Wire;

namespace SkatFtps.Benchmarks;

/// <summary>One benchmark by its name; the result is a Markdown table on standard output, the course of it on standard error.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        try
        {
            switch (args.FirstOrDefault())
            {
                // The two ends of the wire, each a process of its own; started by the runner.
                case "serve":
                    await ServerEnd.RunAsync(args[1], args[2]);
                    return 0;
                case "client":
                    return await ClientEnd.RunAsync(args[1..]);
            }

            BenchmarkOptions options = BenchmarkOptions.Parse(args);
            if (options.Name == "memory")
            {
                MemoryBenchmarks.Run(options.Rounds);
                return 0;
            }

            await WireBenchmarks.RunAsync(options);
            return 0;
        }
        catch (BenchmarkUsageException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            await Console.Error.WriteLineAsync();
            await Console.Error.WriteLineAsync(BenchmarkOptions.Usage);
            return 2;
        }
        catch (BenchmarkFailedException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
