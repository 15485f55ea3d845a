using System;

namespace SkatFtps.Core.Tests.Ledger;

/// <summary>The database's clock and what a test adds to it.</summary>
public sealed class TestClock
{
    public TimeSpan Offset { get; private set; }

    public void Turn(TimeSpan by) => Offset += by;
}
