using System;

namespace SkatFtps.Ledger;

/// <summary>The ledger's patience.</summary>
public sealed class LedgerOptions
{
    /// <summary>How long a call waits for another process to finish its transaction before it fails with LedgerLocked.</summary>
    public TimeSpan BusyDeadline { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an owner on another machine may stay silent before its rows count as ownerless.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How often the lease is renewed while this ledger holds a reservation; at most a third of <see cref="Lease"/>.</summary>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Added to the database's clock: tests turn it.</summary>
    internal Func<TimeSpan>? ClockOffset { get; set; }
}
