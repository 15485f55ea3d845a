using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;

namespace SkatFtps.Benchmarks.Wire;

/// <summary>Looks into an /out of many status files, all of which the ledger holds and wrote out before.</summary>
internal static class Polling
{
    public static async Task<IReadOnlyList<string>> RunAsync(WireRun run)
    {
        int files = run.Options.Files ?? 100_000;
        await WireRun.TellAsync($"Making {files} status files.");
        long size = await FillAsync(run, files);
        (string Kind, string What, long Found)[] looks =
        [
            ("new", "Get-SkatStatus -New, nothing new", 0), ("responses", "Receive-SkatResponse's look, nothing there", 0),
            ("wait", "Wait-SkatStatus's look, nothing new", 0),
            ("all", $"Get-SkatStatus, all {Figures.Count(files)} from the ledger", files),
        ];
        var measured = looks.ToDictionary(look => look.Kind, _ => new List<Measurement>());
        var listing = new List<double>();
        using LocalFiles none = LocalFiles.Make(0, 0);
        for (int round = 1; round <= run.Options.Rounds; round++)
        {
            listing.Add((await run.Contenders.CurlList().RunAsync(run.Link, none)).Process);
            await WireRun.TellAsync($"round {round}: curl's listing {Figures.Time(listing[^1])}");
            foreach ((string kind, _, long found) in looks)
            {
                Measurement one = await run.Contenders.OwnLook(kind).RunAsync(run.Link, none);
                if (one.Said["found"] != found || one.Said["listings"] != 1 || one.Said["retrievals"] != 0)
                {
                    throw new BenchmarkFailedException($"The look '{kind}' found {one.Said["found"]} with {one.Said["listings"]}"
                        + $" listings and {one.Said["retrievals"]} retrievals.");
                }

                measured[kind].Add(one);
                await WireRun.TellAsync($"round {round}: {kind} {Figures.Time(one.Said["look-ms"])}, again"
                    + $" {Figures.Time(one.Said["again-ms"])}, peak {Figures.MiB(one.Said["peak"] - one.Said["idle"])} above idle");
            }
        }

        var table = new MarkdownTable(
            "look",
            "listings",
            "files fetched",
            "first look",
            "second",
            "peak above idle, first look",
            "of both",
            "allocated by the first");
        foreach ((string kind, string what, _) in looks)
        {
            double Of(Func<Measurement, double> figure) => Measurement.Median(measured[kind].Select(figure));
            table.Add(
                what, "1", "0", Figures.Time(Of(one => one.Said["look-ms"])), Figures.Time(Of(one => one.Said["again-ms"])),
                Figures.MiB(Of(one => one.Said["peak"] - one.Said["idle"])), Figures.MiB(
                    Of(one => one.Said["peak-of-two"] - one.Said["idle"])), Figures.MiB(Of(one => one.Said["allocated"])));
        }

        return
        [
            $"{Figures.Count(files)} status files of some {Figures.Count(size)} bytes in /out, {run.Link.Description}. Idle is the same"
                + " session, connected. The server's share: curl's whole process that "
            + $"logs in and throws the listing away takes {Figures.Time(Measurement.Median(listing))}.",
            table.ToString(),
        ];
    }

    private static async Task<long> FillAsync(WireRun run, int files)
    {
        byte[] xml = [];
        var statuses = new List<(string Name, byte[] Xml)>(files);
        for (int i = 0; i < files; i++)
        {
            string name = $"12345678_2026_filing-{i:000000}.zip";
            xml = Encoding.UTF8.GetBytes(
                $"""
                <?xml version="1.0" encoding="UTF-8" standalone="no"?>
                <status><file><filename>/CVR_12345678/UI_{Guid.Empty}/Udlaan/{name}</filename><FTPTransaktionsId>{name}</FTPTransaktionsId>
                <SKATTransactionId>ci{i}</SKATTransactionId><timestamp>20261123180000</timestamp><status.code>File delivered</status.code>
                <service>Udlaan</service></file></status>
                """);
            string file = $"status_Udlaan_{name}_1.xml";
            await File.WriteAllBytesAsync(Path.Combine(run.Server.Facts.Home, "out", file), xml);
            statuses.Add((file, xml));
        }

        await FilledLedger.HoldStatusesAsync(run, statuses);
        return xml.Length;
    }
}
