using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace SkatFtps.Host;

/// <summary>The streams on the console: output on stdout, errors on stderr, the rest on stdout with their mark, as pwsh has it.</summary>
internal sealed class ConsoleUserInterface(ConsoleFacts console) : PSHostUserInterface
{
    private const string Red = "\u001b[31;1m";
    private const string Yellow = "\u001b[33;1m";
    private const string Reset = "\u001b[0m";

    private readonly ConsoleFacts _console = console;
    private readonly ConsolePrompt _prompt = new ConsolePrompt(console);
    private readonly ProgressLine _progress = new ProgressLine(console);

    public override PSHostRawUserInterface RawUI { get; } = new ConsoleRawUserInterface(console);

    public override bool SupportsVirtualTerminal => _console.Colour;

    public override void Write(string value)
    {
        _progress.Clear();
        // The engine puts escape sequences in tables whatever the host supports; taking them out is the host's work.
        Console.Out.Write(GetOutputString(value, _console.Colour));
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
    {
        if (!_console.Colour)
        {
            Write(value);
            return;
        }

        _progress.Clear();
        Console.ForegroundColor = foregroundColor;
        // The engine names a background always; painting its default would blot out the terminal's own.
        if (backgroundColor != RawUI.BackgroundColor) { Console.BackgroundColor = backgroundColor; }
        Console.Out.Write(value);
        Console.ResetColor();
    }

    public override void WriteLine(string value) => Write(value + Environment.NewLine);

    public override void WriteErrorLine(string value)
    {
        _progress.Clear();
        // With a terminal on both streams the engine has coloured the text already.
        bool paint = _console.ErrorColour && value.IndexOf('\u001b') < 0;
        Console.Error.WriteLine(paint ? Red + value + Reset : value);
    }

    public override void WriteWarningLine(string message) => WriteMarked("WARNING: ", message);

    public override void WriteVerboseLine(string message) => WriteMarked("VERBOSE: ", message);

    public override void WriteDebugLine(string message) => WriteMarked("DEBUG: ", message);

    public override void WriteProgress(long sourceId, ProgressRecord record) => _progress.Show(record);

    public override string ReadLine() => _prompt.ReadLine("a line");

    public override SecureString ReadLineAsSecureString() => _prompt.ReadSecret("a secret");

    public override Dictionary<string, PSObject> Prompt(
        string caption, string message, Collection<FieldDescription> descriptions) =>
        _prompt.AskFields(caption, message, descriptions);

    public override int PromptForChoice(
        string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        _prompt.AskChoice(caption, message, choices, defaultChoice);

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName) =>
        _prompt.AskCredential(caption, message, userName);

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName,
        PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        _prompt.AskCredential(caption, message, userName);

    private void WriteMarked(string mark, string message)
    {
        string line = mark + message;
        WriteLine(_console.Colour ? Yellow + line + Reset : line);
    }
}
