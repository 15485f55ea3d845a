namespace SkatFtps.Simulator.Commands;

/// <summary>From when on a command is accepted.</summary>
internal enum CommandPhase
{
    Always,

    /// <summary>After AUTH TLS.</summary>
    Secure,

    /// <summary>After PASS.</summary>
    LoggedIn,
}
