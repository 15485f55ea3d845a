using System;
using System.Collections.Generic;
using System.Linq;
using SkatFtps.Ledger;

namespace SkatFtps.Out;

/// <summary>
/// Decides whether a file that a listing shows is the one that was fetched under its name. Equal name, size and time make it known. They
/// prove it where the time is to the second; a coarser one does where the fetch began so long after the listing that first told it that
/// whatever was written later shows a later one. The server's clock is never compared with ours.
/// </summary>
internal static class KnownFile
{
    // Of the server's time: two whole ones lie between two instants that differ by one at least, however they are cut.
    private const int Units = 2;

    // What is being written may show the same second, though not for so long.
    private static readonly TimeSpan Writing = TimeSpan.FromMinutes(1);

    /// <param name="listed">What the listing tells.</param>
    /// <param name="known">What the ledger has under the name; null when nothing.</param>
    /// <param name="shownAt">When the listing was whole, by the ledger's clock.</param>
    /// <param name="mayAnswerAgain">The service may put another answer in the place of this one (eKapital Classic).</param>
    public static Knowledge Judge(ListedFile listed, KnownName? known, DateTimeOffset shownAt, bool mayAnswerAgain)
    {
        if (known is null || !MayHaveSize(listed, known))
        {
            return Knowledge.New;
        }

        if (Find(listed, known) is not { } sighting)
        {
            return Knowledge.Unsure;
        }

        TimeSpan unit = listed.Unit ?? TimeSpan.MaxValue;
        bool isSettled = IsSettled(listed, known, sighting.Sha256, sighting.Length, shownAt);
        if (IsFinal(sighting, unit))
        {
            return isSettled ? Knowledge.Proved : Knowledge.Known;
        }

        // Another answer may have come in the same minute; once that is over, one more look at the content tells for good.
        bool isLater = unit != TimeSpan.MaxValue && shownAt - sighting.FirstShownAt >= Twice(unit);
        return mayAnswerAgain && isLater ? Knowledge.Unsure : Knowledge.Known;
    }

    /// <summary>
    /// Whether a content that was fetched whole is all that there will be. One that came in another length than was listed may have been
    /// written still; it is not, when two listings long enough apart show one size and time, and a fetch between them had this content.
    /// </summary>
    /// <param name="listed">What the listing tells now.</param>
    /// <param name="known">What the ledger had under the name before this run fetched it; null when nothing.</param>
    /// <param name="sha256">The content's, hexadecimal.</param>
    /// <param name="length">The content's, bytes.</param>
    /// <param name="shownAt">When the listing was whole, by the ledger's clock.</param>
    public static bool IsSettled(ListedFile listed, KnownName? known, string sha256, long length, DateTimeOffset shownAt)
    {
        IEnumerable<Sighting> same = known?.Sightings.Where(one => IsSame(one.Sha256, sha256)) ?? [];
        if ((listed.Size is null || listed.Size == length) && !same.Any(one => one.IsOdd))
        {
            return true;
        }

        TimeSpan unit = listed.Unit is { } told && told > Writing ? told : Writing;
        return listed.Modified is not null && same.Any(one => one.Listed.Equals(listed) && shownAt - one.FirstShownAt >= Twice(unit));
    }

    /// <summary>
    /// The sighting of the content that lies under the name, as the listing tells it; null when it is told otherwise now.
    /// </summary>
    public static Sighting? Find(ListedFile listed, KnownName known) => known.Sightings.LastOrDefault(one => one.Listed.Equals(listed));

    /// <summary>Whether a content was fetched under the name before.</summary>
    public static bool HasContent(KnownName? known, string sha256) =>
        known is not null && known.Contents.Any(one => IsSame(one.Sha256, sha256));

    // What was written after the fetch began shows a later time. To the second that is taken for granted, unless two contents had the same.
    private static bool IsFinal(Sighting sighting, TimeSpan unit) =>
        (sighting.Listed.IsExact && !sighting.IsContested)
            || (unit != TimeSpan.MaxValue && sighting.FetchedAt - sighting.FirstShownAt >= Twice(unit));

    // Of a content whose length is another than the one that was listed with it, either may be listed now.
    private static bool MayHaveSize(ListedFile listed, KnownName known) =>
        listed.Size is null
            || known.Contents.Any(one => one.Length == listed.Size)
            || known.Sightings.Any(one => one.Listed.Size == listed.Size);

    private static bool IsSame(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static TimeSpan Twice(TimeSpan unit) => TimeSpan.FromTicks(unit.Ticks * Units);
}
