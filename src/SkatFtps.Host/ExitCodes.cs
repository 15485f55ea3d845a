namespace SkatFtps.Host;

/// <summary>What the process answers when the script itself has not said <c>exit n</c>.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>An uncaught terminating error, or a script that does not parse.</summary>
    public const int ScriptFailed = 1;

    /// <summary>An unknown option or a missing file: nothing was run. (pwsh says 64.)</summary>
    public const int Usage = 2;

    /// <summary>Ctrl+C: 128 + SIGINT, as a shell reports it.</summary>
    public const int Stopped = 130;
}
