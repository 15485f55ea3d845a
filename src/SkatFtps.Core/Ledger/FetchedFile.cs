using System;

namespace SkatFtps.Ledger;

/// <summary>A fetch that came to its end: what had been told of the file, and when, by our own clock.</summary>
/// <param name="listed">By the listing that it was chosen from.</param>
/// <param name="asked">By MDTM right before the fetch; null where it was not asked, or not answered.</param>
/// <param name="sinceListed">How long ago that listing was whole.</param>
/// <param name="sinceBegun">How long ago the fetch began.</param>
internal sealed class FetchedFile(ListedFile listed, ListedFile? asked, Func<TimeSpan> sinceListed, Func<TimeSpan> sinceBegun)
{
    public ListedFile Listed { get; } = listed;

    public ListedFile? Asked { get; } = asked;

    public Func<TimeSpan> SinceListed { get; } = sinceListed;

    public Func<TimeSpan> SinceBegun { get; } = sinceBegun;
}
