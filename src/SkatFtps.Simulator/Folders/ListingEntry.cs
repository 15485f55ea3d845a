using System;

namespace SkatFtps.Simulator.Folders;

/// <summary>One line of a listing, whatever its form.</summary>
internal readonly record struct ListingEntry(string Name, bool IsFolder, long Size, DateTimeOffset Time);
