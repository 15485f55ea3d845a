using System.Collections.Generic;
using System.Threading.Tasks;
using SkatFtps.Session;

namespace SkatFtps.Benchmarks.Wire;

/// <summary>Many small files on four sessions at a time.</summary>
internal static class ParallelSessions
{
    private const int Sessions = 4;

    public static async Task<IReadOnlyList<string>> RunAsync(WireRun run)
    {
        int files = run.Options.Files ?? 100;
        long size = run.Options.Size ?? 4096;
        Contender[] contenders = [run.Contenders.Own(Sessions), run.Contenders.Curl(), run.Contenders.Lftp(Sessions)];
        IReadOnlyDictionary<string, List<Measurement>> measured = await run.SendInTurnAsync(contenders, files, size);
        return
        [
            $"{Figures.Count(files)} files of {Figures.Size(size)}, {Sessions} sessions, and curl's one, {run.Link.Description}."
                + " Session: from before the first connection to after "
            + "the last QUIT, ledger on; of curl and lftp the whole process.",
            ComparedToCurl.Table(measured, contenders, files).ToString(),
        ];
    }
}
