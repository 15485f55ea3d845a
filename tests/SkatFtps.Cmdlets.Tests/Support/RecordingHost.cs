using System;
using System.Globalization;
using System.Management.Automation.Host;

namespace SkatFtps.Cmdlets.Tests.Support;

/// <summary>A console at which somebody sits who types one password whenever asked.</summary>
internal sealed class RecordingHost(string? typed = null, int? width = null) : PSHost
{
    private readonly RecordingUserInterface _ui = new(typed, width);

    /// <summary>What was written straight to the console.</summary>
    public string Text => _ui.Text;

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "SkatFtps.Tests";

    public override PSHostUserInterface UI => _ui;

    public override Version Version { get; } = new(1, 0);

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode) => throw new NotSupportedException();
}
