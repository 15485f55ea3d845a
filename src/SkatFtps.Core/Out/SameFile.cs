using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ftp;
using SkatFtps.Ledger;

namespace SkatFtps.Out;

/// <summary>
/// Asks the gateway itself for a time to the second, where its listings show coarser ones and a fetch has kept that before.
/// </summary>
internal static class SameFile
{
    /// <returns>The sighting that MDTM proves to be this file; null where it cannot.</returns>
    public static async Task<Sighting?> AskAsync(
        GatewaySession session, OutFile file, KnownName known, IProtocolLog log, CancellationToken stop)
    {
        Sighting[] asked = known.Sightings.Where(
            one => one.Listed.Form == ListedForm.Asked && one.Listed.Size == file.Size && !one.IsContested).ToArray();
        if (asked.Length == 0 || await session.AskModifiedAsync(file, log, stop).ConfigureAwait(false) is not { } time)
        {
            return null;
        }

        var told = new ListedFile(ListedForm.Asked, file.Size, time);
        Sighting? same = asked.FirstOrDefault(one => one.Listed.Equals(told));
        if (same is not null)
        {
            await session.Ledger!.Sightings.AlsoAsync(file.Name, same.Listed, file.Listed, stop).ConfigureAwait(false);
        }

        return same;
    }
}
