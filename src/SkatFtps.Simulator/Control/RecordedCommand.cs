namespace SkatFtps.Simulator.Control;

/// <summary>A command line as it was received.</summary>
/// <param name="Session">Which control connection, counted from 1.</param>
/// <param name="UserName">The user at that time, or null before USER.</param>
/// <param name="Line">The line, with the argument of PASS masked.</param>
public sealed record RecordedCommand(int Session, string? UserName, string Line)
{
    /// <summary>The verb in capitals.</summary>
    public string Verb => Line.Split(' ')[0].ToUpperInvariant();
}
