using System;

namespace SkatFtps.Cmdlets.Pipeline;

/// <summary>Whether a person sits there.</summary>
internal static class Interaction
{
    /// <summary>False in services, scheduled tasks without a desktop and under -NonInteractive.</summary>
    public static bool IsPossible { get; } = Environment.UserInteractive && !StartedNonInteractive();

    // powershell.exe and pwsh take the switch in any unambiguous short form.
    private static bool StartedNonInteractive() =>
        Array.Exists(Environment.GetCommandLineArgs(), argument => argument.StartsWith("-noni", StringComparison.OrdinalIgnoreCase));
}
