using System;
using System.Collections;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ledger;

namespace SkatFtps.Out;

/// <summary>Which status files of a listing the ledger holds. It is asked part by part, so that of a long listing nothing is kept but this.</summary>
internal sealed class HeldStatuses
{
    private readonly OutListing _listing;
    private readonly BitArray _held;

    private HeldStatuses(OutListing listing)
    {
        _listing = listing;
        _held = new BitArray(listing.Count);
        Files = new OutSelection(listing);
        Missing = new OutSelection(listing);
    }

    /// <summary>The status files that the ledger holds, in the size that was listed.</summary>
    public OutSelection Files { get; }

    /// <summary>Those that it does not hold.</summary>
    public OutSelection Missing { get; }

    /// <param name="listing">What /out held.</param>
    /// <param name="isWanted">Which names are looked at.</param>
    /// <param name="ledger">Null: nothing is held.</param>
    /// <param name="stop">Cancels.</param>
    public static async Task<HeldStatuses> FindAsync(OutListing listing, Func<string, bool> isWanted, LedgerStatuses? ledger, CancellationToken stop)
    {
        var result = new HeldStatuses(listing);
        var part = new List<(int Row, string Name, long? Size)>(LedgerStatuses.Batch);
        for (int row = 0; row < listing.Count; row++)
        {
            string name = listing.NameAt(row);
            if (isWanted(name))
            {
                part.Add((row, name, listing.SizeAt(row)));
            }

            if (part.Count == LedgerStatuses.Batch || (row == listing.Count - 1 && part.Count > 0))
            {
                await result.TakeAsync(part, ledger, stop).ConfigureAwait(false);
                part.Clear();
            }
        }

        return result;
    }

    /// <summary>Whether a status file of that name was listed and is held.</summary>
    public bool Holds(string name) => _listing.IndexOf(name) is int row and >= 0 && _held[row];

    private async Task TakeAsync(List<(int Row, string Name, long? Size)> part, LedgerStatuses? ledger, CancellationToken stop)
    {
        IReadOnlyDictionary<string, long>? sizes = ledger is null ? null
            : await ledger.GetHeldAsync(part.ConvertAll(file => file.Name), stop).ConfigureAwait(false);
        foreach ((int row, string name, long? size) in part)
        {
            // Another size is other content.
            bool held = sizes is not null && sizes.TryGetValue(name, out long known) && (size is null || size == known);
            _held[row] = held;
            (held ? Files : Missing).Add(row);
        }
    }
}
