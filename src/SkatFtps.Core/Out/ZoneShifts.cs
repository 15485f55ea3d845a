using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ledger;

namespace SkatFtps.Out;

/// <summary>Makes files known again that a server shows in another zone than when they were fetched.</summary>
internal static class ZoneShifts
{
    // Some are fetched and compared before the rest is believed: a backend may write a few files anew an hour later to the minute.
    private const int Sample = 3;

    /// <param name="known">What is known of a listing's files.</param>
    /// <param name="sightings">Keeps what was told.</param>
    /// <param name="comparisons">Of this run.</param>
    /// <param name="isSame">Fetches a file and tells whether it is what was fetched before; what is new is taken as such.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>The names of which nothing is left to be done.</returns>
    public static async Task<HashSet<string>> SettleAsync(
        KnownFiles known, LedgerSightings sightings, Comparisons comparisons, Func<OutFile, Task<bool>> isSame, CancellationToken stop)
    {
        var settled = new HashSet<string>(StringComparer.Ordinal);
        foreach ((TimeSpan shift, IReadOnlyList<OutFile> files) in known.Shifted)
        {
            bool same = true;
            foreach (OutFile file in files.Take(Sample))
            {
                same = same && comparisons.TryTake() && await isSame(file).ConfigureAwait(false);
                if (!same)
                {
                    break;
                }

                settled.Add(file.Name);
            }

            for (int from = Sample; same && from < files.Count; from += LedgerStatuses.Batch)
            {
                OutFile[] part = files.Skip(from).Take(LedgerStatuses.Batch).ToArray();
                await sightings.ShiftAsync(Array.ConvertAll(part, file => (file.Name, file.Listed)), shift, stop).ConfigureAwait(false);
                settled.UnionWith(part.Select(file => file.Name));
            }
        }

        return settled;
    }
}
