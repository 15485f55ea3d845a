using System;

namespace SkatFtps;

/// <summary>One stage of an examination.</summary>
public sealed class GatewayCheck
{
    internal GatewayCheck(GatewayStage stage, GatewayCheckResult result, string detail, TimeSpan elapsed, string? errorId, string? advice)
    {
        Stage = stage;
        Result = result;
        Detail = detail;
        Elapsed = elapsed;
        ErrorId = errorId;
        Advice = advice;
    }

    public GatewayStage Stage { get; }

    public GatewayCheckResult Result { get; }

    /// <summary>What was found.</summary>
    public string Detail { get; }

    /// <summary>What to do, in the language of the UI culture; null where nothing needs to be done.</summary>
    public string? Advice { get; }

    /// <summary>How long the stage took.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>The id that Get-SkatErrorInfo knows; null after a stage that passed.</summary>
    public string? ErrorId { get; }

    public override string ToString() => $"{Stage}: {Result}. {Detail}";
}
