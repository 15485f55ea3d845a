using System;

namespace SkatFtps.Ledger;

/// <summary>The answer to the question whether /out may be listed now.</summary>
public sealed class ListingPermit
{
    internal ListingPermit(long? id, DateTimeOffset? lastAt, DateTimeOffset? lastCompletedAt, TimeSpan wait)
    {
        Id = id ?? 0;
        Allowed = id is not null;
        LastAt = lastAt;
        LastCompletedAt = lastCompletedAt;
        Wait = wait;
    }

    public bool Allowed { get; }

    /// <summary>When the last listing by any process of the account began; null when there was none.</summary>
    public DateTimeOffset? LastAt { get; }

    /// <summary>When that listing was complete; null while it runs, or when it failed.</summary>
    public DateTimeOffset? LastCompletedAt { get; }

    /// <summary>How long until one is allowed; zero when it is.</summary>
    public TimeSpan Wait { get; }

    internal long Id { get; }
}
