using System;
using System.Globalization;
using System.IO;
using System.Linq;

namespace SkatFtps.Benchmarks;

/// <summary>What to measure and how.</summary>
internal sealed class BenchmarkOptions
{
    public const string Usage = """
        Usage: dotnet run -c Release --project tests/SkatFtps.Benchmarks -- NAME [OPTIONS]

        NAME
          memory        what runs in memory, with BenchmarkDotNet: listings, status files, replies, checks before sending, hashes
          small-files   many small files up on one session: ours, curl, lftp
          large-files   one large file up and down: ours and curl, with the memory ours takes
          parallel      many small files up on four sessions: ours, and lftp; and curl on one
          polling       /out with 100 000 status files that the ledger holds: what a look costs in time and memory
          growth        one session's cost of a file as the files grow in number; writes a plot

        OPTIONS
          --rounds N    how often each is measured, in turn; the median counts (3)
          --files N     how many files (100; polling 100000; growth 10000, the most)
          --size BYTES  of one file (4096; large-files 1073741824)
          --link PATH   a script that emulates a long link between two network namespaces: PATH up RTT_MS, PATH srv COMMAND...,
                        PATH cli COMMAND..., PATH down, the server's side being 10.99.0.1. Without one: loopback
          --rtt MS      the link's round trip (20)
          --plot PATH   growth: where the plot goes (growth.svg)
        """;

    private static readonly string[] Names = ["memory", "small-files", "large-files", "parallel", "polling", "growth"];

    public string Name { get; private set; } = string.Empty;

    public int Rounds { get; private set; } = 3;

    /// <summary>Null: the benchmark's own.</summary>
    public int? Files { get; private set; }

    /// <summary>Bytes of one file; null: the benchmark's own.</summary>
    public long? Size { get; private set; }

    /// <summary>The link emulator; null: loopback.</summary>
    public string? Link { get; private set; }

    /// <summary>Milliseconds.</summary>
    public int RoundTrip { get; private set; } = 20;

    public string Plot { get; private set; } = "growth.svg";

    /// <exception cref="BenchmarkUsageException">An argument is missing, unknown or out of range.</exception>
    public static BenchmarkOptions Parse(string[] args)
    {
        if (args.Length == 0)
        {
            throw new BenchmarkUsageException("Which benchmark?");
        }

        var options = new BenchmarkOptions { Name = args[0] };
        if (!Names.Contains(options.Name))
        {
            throw new BenchmarkUsageException($"There is no benchmark '{options.Name}'.");
        }

        for (int i = 1; i < args.Length; i += 2)
        {
            options.Set(args[i], i + 1 < args.Length ? args[i + 1] : throw new BenchmarkUsageException($"'{args[i]}' needs a value."));
        }

        return options;
    }

    private void Set(string option, string value)
    {
        switch (option)
        {
            case "--rounds":
                Rounds = (int)Number(option, value, 1000);
                break;
            case "--files":
                Files = (int)Number(option, value, 1_000_000);
                break;
            case "--size":
                Size = Number(option, value, 1L << 40);
                break;
            case "--rtt":
                RoundTrip = (int)Number(option, value, 10_000);
                break;
            case "--plot":
                Plot = value;
                break;
            case "--link":
                Link = File.Exists(value)
                    ? Path.GetFullPath(value)
                    : throw new BenchmarkUsageException($"There is no link emulator '{value}'.");
                break;
            default:
                throw new BenchmarkUsageException($"There is no option '{option}'.");
        }
    }

    private static long Number(string option, string value, long most) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number >= 1 && number <= most
            ? number
            : throw new BenchmarkUsageException($"{option} takes a number from 1 to {most.ToString(CultureInfo.InvariantCulture)}, not"
                + $" '{value}'.");
}
