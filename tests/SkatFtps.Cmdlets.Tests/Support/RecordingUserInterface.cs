using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;

namespace SkatFtps.Cmdlets.Tests.Support;

/// <summary>Keeps what is written to it; answers questions for a password only.</summary>
internal sealed class RecordingUserInterface(string? typed, int? width) : PSHostUserInterface
{
    private readonly StringBuilder _text = new();

    public string Text
    {
        get
        {
            lock (_text) { return _text.ToString(); }
        }
    }

    public override PSHostRawUserInterface? RawUI { get; } = width is int columns ? new RecordingRawUserInterface(columns) : null;

    public override SecureString ReadLineAsSecureString() =>
        typed is null ? throw new PSInvalidOperationException("Nobody is there.") : Rehearsal.Secure(typed);

    public override string ReadLine() => throw new PSInvalidOperationException("Nobody is there.");

    public override void Write(string value)
    {
        lock (_text) { _text.Append(value); }
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => Write(value + "\n");

    public override void WriteErrorLine(string value) => Write("ERROR: " + value + "\n");

    public override void WriteWarningLine(string message) => Write("WARNING: " + message + "\n");

    public override void WriteVerboseLine(string message)
    {
    }

    public override void WriteDebugLine(string message)
    {
    }

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        throw new PSInvalidOperationException("Nobody is there.");

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        throw new PSInvalidOperationException("Nobody is there.");

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw new PSInvalidOperationException("Nobody is there.");

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) =>
        throw new PSInvalidOperationException("Nobody is there.");
}
