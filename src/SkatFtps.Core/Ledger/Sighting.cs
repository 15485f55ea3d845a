using System;

namespace SkatFtps.Ledger;

/// <summary>A content that was fetched while the gateway told this of it.</summary>
/// <param name="listed">What it told.</param>
/// <param name="sha256">The content's, lower-case hexadecimal.</param>
/// <param name="length">The content's, bytes.</param>
/// <param name="firstShownAt">When a listing first told this of the name, by the ledger's clock.</param>
/// <param name="fetchedAt">When the last fetch of the content under it began.</param>
/// <param name="isContested">Another content was fetched under the same name, size and time.</param>
internal sealed class Sighting(
    ListedFile listed, string sha256, long length, DateTimeOffset firstShownAt, DateTimeOffset fetchedAt, bool isContested)
{
    public ListedFile Listed { get; } = listed;

    public string Sha256 { get; } = sha256;

    public long Length { get; } = length;

    public DateTimeOffset FirstShownAt { get; } = firstShownAt;

    public DateTimeOffset FetchedAt { get; } = fetchedAt;

    public bool IsContested { get; } = isContested;

    /// <summary>The download had another length than the one that was listed: it may have been written still.</summary>
    public bool IsOdd => Listed.Size is { } size && size != Length;
}
