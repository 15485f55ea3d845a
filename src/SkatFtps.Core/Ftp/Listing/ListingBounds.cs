using System;

namespace SkatFtps.Ftp.Listing;

/// <summary>How much of a listing is read before it is given up; far more than any folder that people can work with has.</summary>
internal sealed class ListingBounds
{
    public int Entries { get; set; } = 1_000_000;

    /// <summary>Some 500 for each entry.</summary>
    public long Bytes { get; set; } = 512L * 1024 * 1024;

    /// <summary>From its command to its end, however steadily it comes.</summary>
    public TimeSpan Time { get; set; } = TimeSpan.FromMinutes(10);
}
