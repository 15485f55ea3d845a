namespace SkatFtps;

/// <summary>How a stage went; the worse, the higher.</summary>
public enum GatewayCheckResult
{
    Passed,

    /// <summary>Not tried: an earlier stage is in the way, or there was nothing to look at.</summary>
    Skipped,

    /// <summary>It works, and something should be done about it all the same.</summary>
    Warning,
    Failed,
}
