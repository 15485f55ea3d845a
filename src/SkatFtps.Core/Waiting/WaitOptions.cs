using System;

namespace SkatFtps;

/// <summary>How long and for what <see cref="GatewaySession.WaitAsync"/> waits.</summary>
public sealed class WaitOptions
{
    /// <summary>Delivered, Accepted or Exposed; the last asks for what the service's catalogue entry calls done.</summary>
    public StatusStep Step { get; set; } = StatusStep.Exposed;

    /// <summary>Zero looks once.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Between two looks; never less than a minute on SKAT's hosts.</summary>
    public TimeSpan Poll { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Called after each look, or null.</summary>
    public Action<WaitProgress>? Progress { get; set; }
}
