namespace SkatFtps.Simulator.Scripting;

/// <summary>How a session goes on after a step.</summary>
internal enum StepOutcome
{
    /// <summary>Nothing was scripted, or nothing that replaces the reply.</summary>
    Proceed,

    /// <summary>The script has sent the reply to this command.</summary>
    Answered,

    /// <summary>The control connection is gone.</summary>
    Ended,
}
