using System;
using SkatFtps.Files;

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

    /// <summary>How long closing tries to write what is kept for a ledger that cannot be reached.</summary>
    public TimeSpan CloseDeadline { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Where this machine remembers each ledger's id and highest counter, outside the ledger; null: nowhere.</summary>
    public string? MemoryFolder { get; set; } = LedgerMemory.DefaultFolder();

    /// <summary>Goes on with a ledger that is not the one that was here before, or an earlier state of it.</summary>
    public bool AcceptRestored { get; set; }

    /// <summary>Upgrades a ledger that other installations use too.</summary>
    public bool Upgrade { get; set; }

    /// <summary>Examines the whole file however large it is.</summary>
    public bool ExamineWhole { get; set; }

    /// <summary>Bytes up to which a file is read to its end at every opening; tests lower it.</summary>
    internal long SmallFile { get; set; } = LedgerExamination.SmallFile;

    /// <summary>Time since some moment, which goes on while the machine sleeps; tests turn it.</summary>
    internal Func<TimeSpan> Elapsed { get; set; } = SleepingClock.Elapsed;

    /// <summary>Added to the database's clock: tests turn it.</summary>
    internal Func<TimeSpan>? ClockOffset { get; set; }
}
