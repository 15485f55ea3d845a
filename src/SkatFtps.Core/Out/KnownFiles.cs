using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ledger;

namespace SkatFtps.Out;

/// <summary>
/// What is known of the files of a listing. The ledger is asked part by part, so that of a long listing nothing is kept but this.
/// </summary>
internal sealed class KnownFiles
{
    private readonly OutListing _listing;
    private readonly BitArray _held;
    private readonly BitArray _handedOut;
    private readonly List<int> _unsure = [];
    private readonly ZoneShift _zone = new();

    private KnownFiles(OutListing listing)
    {
        _listing = listing;
        _held = new BitArray(listing.Count);
        _handedOut = new BitArray(listing.Count);
        Proved = new OutSelection(listing);
        Known = new OutSelection(listing);
        New = new OutSelection(listing);
    }

    /// <summary>Those that may be deleted.</summary>
    public OutSelection Proved { get; }

    /// <summary>Those that need not be fetched again, and may not be deleted by what is known of them.</summary>
    public OutSelection Known { get; }

    /// <summary>Those that were never fetched.</summary>
    public OutSelection New { get; }

    /// <summary>Those that only their contents tell apart from what was fetched before; the newest first.</summary>
    public IReadOnlyList<OutFile> Unsure => NewestFirst(_unsure);

    /// <summary>Those that are to be compared, and whether only that tells what they are; the newest first.</summary>
    /// <param name="withKnown">Those too that are known, for they are to be deleted.</param>
    public IReadOnlyList<(OutFile File, bool IsUnsure)> Comparable(bool withKnown)
    {
        var unsure = new HashSet<int>(_unsure);
        return [.. ByNewest(withKnown ? _unsure.Concat(Known.Rows) : _unsure).Select(row => (_listing[row], unsure.Contains(row)))];
    }

    /// <summary>Sets of files whose times differ by the zone alone, perhaps; the newest first.</summary>
    public IEnumerable<(TimeSpan Shift, IReadOnlyList<OutFile> Files)> Shifted =>
        _zone.Find().Select(one => (one.Shift, (IReadOnlyList<OutFile>)NewestFirst(one.Rows)));

    /// <summary>
    /// Those that were fetched and that somebody has had: first those that may be deleted, in the listing's order, then the others, the
    /// newest first.
    /// </summary>
    public IReadOnlyList<OutFile> HandedOut =>
        [
            .. Proved.Rows.Where(row => _handedOut[row]).Select(row => _listing[row]),
            .. NewestFirst(Known.Rows.Concat(_unsure).Where(row => _handedOut[row]))];

    /// <summary>How many of those that were looked at nobody has had.</summary>
    public int NotHandedOut => New.Count + Proved.Rows.Concat(Known.Rows).Concat(_unsure).Count(row => !_handedOut[row]);

    /// <param name="listing">What /out held.</param>
    /// <param name="isWanted">Which names are looked at.</param>
    /// <param name="find">Asks the ledger of names; null: nothing is known.</param>
    /// <param name="mayAnswerAgain">Of which names another answer may come in the place of the one that was fetched.</param>
    /// <param name="sinceShown">How long ago the listing was whole.</param>
    /// <param name="stop">Cancels.</param>
    public static async Task<KnownFiles> FindAsync(
        OutListing listing,
        Func<string, bool> isWanted,
        Func<IReadOnlyCollection<string>, CancellationToken, Task<KnownNames>>? find,
        Func<string, bool> mayAnswerAgain,
        Func<TimeSpan> sinceShown,
        CancellationToken stop)
    {
        var result = new KnownFiles(listing);
        var part = new List<(int Row, string Name)>(LedgerStatuses.Batch);
        for (int row = 0; row < listing.Count; row++)
        {
            string name = listing.NameAt(row);
            if (isWanted(name))
            {
                part.Add((row, name));
            }

            if (part.Count == LedgerStatuses.Batch || (row == listing.Count - 1 && part.Count > 0))
            {
                KnownNames? names = find is null ? null : await find(part.ConvertAll(file => file.Name), stop).ConfigureAwait(false);
                foreach ((int at, string one) in part)
                {
                    result.Take(
                        at, names?.Find(one), names is null ? DateTimeOffset.MaxValue : names.Now - sinceShown(), mayAnswerAgain(one));
                }

                part.Clear();
            }
        }

        return result;
    }

    /// <summary>Whether any was fetched before under the name of one that was listed.</summary>
    public bool HoldsAny { get; private set; }

    /// <summary>Whether a file of that name was listed, and one was fetched under it before, whatever its content.</summary>
    public bool Holds(string name) => _listing.IndexOf(name) is int row and >= 0 && _held[row];

    private void Take(int row, KnownName? known, DateTimeOffset shownAt, bool mayAnswerAgain)
    {
        ListedFile listed = _listing.ListedAt(row);
        _held[row] = known is not null;
        HoldsAny |= known is not null;
        _handedOut[row] = known is not null && known.Contents.All(one => one.IsHandedOut);
        switch (KnownFile.Judge(listed, known, shownAt, mayAnswerAgain))
        {
            case Knowledge.New:
                New.Add(row);
                return;
            case Knowledge.Unsure:
                _unsure.Add(row);
                break;
            case Knowledge.Known:
                Known.Add(row);
                break;
            default:
                Proved.Add(row);
                break;
        }

        _zone.Add(row, listed, known!);
    }

    private OutFile[] NewestFirst(IEnumerable<int> rows) =>
        ByNewest(rows).Select(row => _listing[row]).ToArray();

    private IEnumerable<int> ByNewest(IEnumerable<int> rows) =>
        rows.OrderByDescending(row => _listing.ListedAt(row).Modified ?? DateTime.MinValue);
}
