using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace SkatFtps.Benchmarks.Wire;

/// <summary>One large file up, and one down; then sizes from 1 MiB, for the memory.</summary>
internal static class LargeFiles
{
    private const string Response = "Udlaan_in_large.zip_response.zip";

    private static readonly long[] Sizes = [1L << 20, 1L << 25, 1L << 30, 1L << 32];

    public static async Task<IReadOnlyList<string>> RunAsync(WireRun run)
    {
        long size = run.Options.Size ?? 1L << 30;
        Contender[] senders = [run.Contenders.Own(), run.Contenders.Curl()];
        IReadOnlyDictionary<string, List<Measurement>> up = await run.SendInTurnAsync(senders, 1, size);
        IReadOnlyDictionary<string, List<Measurement>> down = await ReceiveInTurnAsync(run, size);
        var table = new MarkdownTable(
            "what",
            "ours, file alone",
            "of curl's",
            "ours, session",
            "of curl's",
            "ours, process",
            "of curl's",
            "curl, process",
            "our peak above idle");
        Add(table, $"{Figures.Size(size)} up, ours with SHA-256 and ledger", up, "curl");
        Add(table, $"{Figures.Size(size)} down, ours with SHA-256, flush to the disk and ledger", down, "curl");
        Add(table, "the same, curl with `openssl dgst -sha256` and `sync -d` after it", down, "curl; openssl dgst; sync");

        var memory = new MarkdownTable(["", .. Sizes.Select(Figures.Size)]);
        WireRun once = run with { Rounds = 1 };
        var upward = new List<string> { "up, peak above idle" };
        var downward = new List<string> { "down, peak above idle" };
        foreach (long one in Sizes)
        {
            upward.Add(Above((await once.SendInTurnAsync([run.Contenders.Own()], 1, one))["ours"]));
            downward.Add(Above((await ReceiveInTurnAsync(once, one, withCurl: false))["ours"]));
        }

        memory.Add([.. upward]);
        memory.Add([.. downward]);
        return [$"One file, {run.Link.Description}. Idle is the same process when it has just connected, the runtime"
            + " included.", table.ToString(), memory.ToString()];
    }

    private static void Add(MarkdownTable table, string what, IReadOnlyDictionary<string, List<Measurement>> measured, string other)
    {
        double file = Measurement.Median(measured["ours"].Select(one => one.Files));
        double session = Measurement.Median(measured["ours"].Select(one => one.Session));
        double process = Measurement.Median(measured["ours"].Select(one => one.Process));
        double curl = Measurement.Median(measured[other].Select(one => one.Process));
        table.Add(
            what, Figures.Time(file), Figures.Ratio(file / curl), Figures.Time(session), Figures.Ratio(session / curl),
            Figures.Time(process), Figures.Ratio(process / curl), Figures.Time(curl), Above(measured["ours"]));
    }

    private static string Above(List<Measurement> measured) =>
        Figures.MiB(Measurement.Median(measured.Select(one => one.Said["peak"] - one.Said["idle"])));

    private static async Task<IReadOnlyDictionary<string, List<Measurement>>> ReceiveInTurnAsync(
        WireRun run, long size, bool withCurl = true)
    {
        string onServer = Path.Combine(run.Server.Facts.Home, "out", Response);
        string local = Directory.CreateTempSubdirectory("skatftps-down-").FullName;
        var measured = new Dictionary<string, List<Measurement>>();
        try
        {
            LocalFiles.WriteRandom(onServer, size);
            using LocalFiles none = LocalFiles.Make(0, 0);
            Contender[] contenders = withCurl
                ?
                [
                    run.Contenders.OwnGet(Response, local), run.Contenders.CurlGet(Response, Path.Combine(local, "curl.zip")),
                    run.Contenders.CurlGetHashAndFlush(Response, Path.Combine(local, "curl.zip")),
                ]
                : [run.Contenders.OwnGet(Response, local)];
            for (int round = 1; round <= run.Rounds; round++)
            {
                foreach (Contender one in contenders)
                {
                    Measurement measurement = await one.RunAsync(run.Link, none);
                    FileInfo file = new DirectoryInfo(local).GetFiles().Single();
                    if (file.Length != size)
                    {
                        throw new BenchmarkFailedException($"{one.Name} brought {file.Length} bytes of {size}.");
                    }

                    file.Delete();
                    measured.TryAdd(one.Name, []);
                    measured[one.Name].Add(measurement);
                    await WireRun.TellAsync($"{size} bytes down, round {round}: {one.Name} {Figures.Time(measurement.Session)}, process"
                        + $" {Figures.Time(measurement.Process)}");
                }
            }
        }
        finally
        {
            File.Delete(onServer);
            Directory.Delete(local, recursive: true);
        }

        return measured;
    }
}
