using System;
using System.Collections.Generic;

namespace SkatFtps.Ledger;

/// <summary>What was fetched under one name.</summary>
internal sealed class KnownName
{
    private readonly List<KnownContent> _contents = [];
    private readonly List<Sighting> _sightings = [];

    /// <summary>Every content that was ever fetched under it, oldest first.</summary>
    public IReadOnlyList<KnownContent> Contents => _contents;

    /// <summary>
    /// What the gateway told of the content that it still has, as far as the ledger knows, oldest first: nothing when that was removed.
    /// </summary>
    public IReadOnlyList<Sighting> Sightings => _sightings;

    public void Add(KnownContent content) => _contents.Add(content);

    public void Add(Sighting sighting) => _sightings.Add(sighting);
}

/// <param name="sha256">Lower-case hexadecimal.</param>
/// <param name="length">Bytes.</param>
/// <param name="at">When it was received or read.</param>
/// <param name="localPath">Where a response was put; null once that was cleared, and for a status.</param>
/// <param name="isHandedOut">Somebody has had it: true for a response, and for a status once it was written out.</param>
internal sealed class KnownContent(string sha256, long length, DateTimeOffset at, string? localPath, bool isHandedOut)
{
    public string Sha256 { get; } = sha256;

    public long Length { get; } = length;

    public DateTimeOffset At { get; } = at;

    public string? LocalPath { get; } = localPath;

    public bool IsHandedOut { get; } = isHandedOut;
}
