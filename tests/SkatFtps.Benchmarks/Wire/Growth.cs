using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace SkatFtps.Benchmarks.Wire;

/// <summary>What a file costs when there are ever more of them, with a ledger that is already long.</summary>
internal static class Growth
{
    private const int Earlier = 100_000;

    // Not curl: on loopback 7.88 sleeps a second before most data connections, which were made before it looked.
    private const string Other = "lftp mput";

    public static async Task<IReadOnlyList<string>> RunAsync(WireRun run)
    {
        int most = run.Options.Files ?? 10_000;
        long size = run.Options.Size ?? 4096;
        int[] counts = [.. new[] { 1, 10, 100, 1000, 10_000, 100_000 }.Where(count => count < most), most];
        await FilledLedger.HoldSubmissionsAsync(run, Earlier);
        Contender[] contenders = [run.Contenders.Own(), run.Contenders.Lftp()];
        var table = new MarkdownTable("files", "ours, a file", "connection apart, a file", "lftp, a file", "ours of lftp's");
        var ours = new List<(double, double)>();
        var files = new List<(double, double)>();
        var lftp = new List<(double, double)>();
        foreach (int count in counts)
        {
            IReadOnlyDictionary<string, List<Measurement>> measured = await run.SendInTurnAsync(contenders, count, size);
            double session = Measurement.Median(measured["ours"].Select(one => one.Session)) / count;
            double apart = Measurement.Median(measured["ours"].Select(one => one.Said["files-ms"])) / count;
            double other = Measurement.Median(measured[Other].Select(one => one.Process)) / count;
            table.Add(
                Figures.Count(count), Figures.Time(session), Figures.Time(apart), Figures.Time(other), Figures.Ratio(session / other));
            ours.Add((count, session));
            files.Add((count, apart));
            lftp.Add((count, other));
        }

        var plot = new SvgPlot(
            "files on one session",
            "ms a file",
            $"{Figures.Size(size)} a file, ledger of {Figures.Count(Earlier)} earlier files, {run.Link.Description}");
        plot.Add("lftp mput, whole process", lftp);
        plot.Add("ours, whole session", ours);
        plot.Add("ours, connection apart", files);
        await File.WriteAllTextAsync(run.Options.Plot, plot.ToString());
        return
        [
            $"{Figures.Size(size)} a file, one session, {run.Link.Description}, a ledger that holds {Figures.Count(Earlier)} earlier"
                + " submissions. Session: from before the connection to after QUIT; "
            + "of lftp the whole process.",
            table.ToString(),
        ];
    }
}
