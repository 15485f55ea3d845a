using System.Collections.Generic;
using System.Threading.Tasks;

namespace SkatFtps.Benchmarks.Wire;

/// <summary>Many small files on one session.</summary>
internal static class SmallFiles
{
    public static async Task<IReadOnlyList<string>> RunAsync(WireRun run)
    {
        int files = run.Options.Files ?? 100;
        long size = run.Options.Size ?? 4096;
        List<Contender> contenders = [run.Contenders.Own(), run.Contenders.Curl(), run.Contenders.Lftp()];
        if (Contenders.HasFluentFtp)
        {
            contenders.Add(run.Contenders.FluentFtp());
        }

        IReadOnlyDictionary<string, List<Measurement>> measured = await run.SendInTurnAsync(contenders, files, size);
        return
        [
            $"{Figures.Count(files)} files of {Figures.Size(size)}, one session, {run.Link.Description}. Session: from before the"
                + " connection to after QUIT, ledger on; "
            + "of curl and lftp the whole process.",
            ComparedToCurl.Table(measured, contenders, files).ToString(),
        ];
    }
}
