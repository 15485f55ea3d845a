using System;
using System.Globalization;
using System.Management.Automation.Host;

namespace SkatFtps.Host;

/// <summary>The engine's view of this program.</summary>
internal sealed class ConsoleHost(ConsoleUserInterface ui) : PSHost
{
    private readonly ConsoleUserInterface _ui = ui;

    /// <summary>The number given to <c>exit</c>; null while the script has not said it.</summary>
    public int? RequestedExitCode { get; private set; }

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "SkatFtps.Host";

    public override PSHostUserInterface UI => _ui;

    public override Version Version => typeof(ConsoleHost).Assembly.GetName().Version!;

    public override void EnterNestedPrompt() =>
        throw new NotSupportedException("This host runs scripts; it has no prompt to enter (Suspend, or a breakpoint).");

    public override void ExitNestedPrompt() =>
        throw new NotSupportedException("This host runs scripts; it has no prompt to leave.");

    // A native command uses the same console as this program and leaves nothing to restore.
    public override void NotifyBeginApplication() { }

    public override void NotifyEndApplication() { }

    public override void SetShouldExit(int exitCode) => RequestedExitCode = exitCode;
}
