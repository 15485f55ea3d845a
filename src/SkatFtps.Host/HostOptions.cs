using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation.Runspaces;

namespace SkatFtps.Host;

/// <summary>The command line, understood as <c>pwsh</c> understands its own.</summary>
internal sealed class HostOptions
{
    public const string Usage =
        "Usage: SkatFtps.Host [-NoProfile] [-NonInteractive] [-File] script.ps1 [arguments]\n" +
        "       SkatFtps.Host [-NoProfile] [-NonInteractive] -Command text\n" +
        "No profile is ever loaded. Exit code: what the script gives to exit; 1 after an uncaught error;\n" +
        "2 when nothing could be run; 130 after Ctrl+C.";

    private HostOptions() { }

    /// <summary>Full path of the script; null when <see cref="CommandText"/> is given.</summary>
    public string? ScriptPath { get; private set; }

    public string? CommandText { get; private set; }

    public IReadOnlyList<CommandParameter> ScriptArguments { get; private set; } = [];

    public bool NonInteractive { get; private set; }

    public bool ShowHelp { get; private set; }

    /// <exception cref="UsageException">Unknown option, nothing to run, or a script that is not there.</exception>
    public static HostOptions Parse(string[] args)
    {
        var options = new HostOptions();
        for (int i = 0; i < args.Length; i++)
        {
            string[] rest = args[(i + 1)..];
            switch (args[i].ToLowerInvariant())
            {
                case "-noprofile" or "-nop" or "-nologo": break;
                case "-noninteractive" or "-noni": options.NonInteractive = true; break;
                case "-help" or "-h" or "-?" or "--help": options.ShowHelp = true; return options;
                case "-command" or "-c": return options.WithCommand(rest);
                case "-file" or "-f":
                    if (rest.Length == 0) { throw new UsageException("-File needs the path of a script.\n" + Usage); }
                    return options.WithScript(rest[0], rest[1..]);
                case string option when option.StartsWith('-'):
                    throw new UsageException($"Unknown option '{args[i]}'.\n{Usage}");
                default: return options.WithScript(args[i], rest);
            }
        }

        throw new UsageException("There is nothing to run.\n" + Usage);
    }

    private HostOptions WithCommand(string[] words)
    {
        if (words.Length == 0) { throw new UsageException("-Command needs the text to run.\n" + Usage); }
        CommandText = string.Join(' ', words);
        return this;
    }

    private HostOptions WithScript(string path, string[] arguments)
    {
        // Not .ps1: the engine would start it as a program of the operating system.
        if (!path.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase))
        {
            throw new UsageException($"'{path}' is not a PowerShell script: its name does not end in .ps1.");
        }

        string full = Path.GetFullPath(path);
        if (!File.Exists(full)) { throw new UsageException($"The script '{path}' does not exist (looked for {full})."); }

        ScriptPath = full;
        ScriptArguments = [.. arguments.Select(ToParameter)];
        return this;
    }

    /// <summary><c>-Name</c> and <c>-Name:value</c> become parameters and the binder pairs a name with the value after it.</summary>
    private static CommandParameter ToParameter(string argument)
    {
        if (argument.Length < 2 || argument[0] != '-') { return new CommandParameter(null, argument); }

        int colon = argument.IndexOf(':');
        if (colon < 0 || colon == argument.Length - 1) { return new CommandParameter(argument.TrimEnd(':')); }

        string name = argument[..colon];
        string value = argument[(colon + 1)..];
        // pwsh -File: the words True and False, with or without a dollar sign, are what a switch takes.
        return bool.TryParse(value.TrimStart('$'), out bool truth) ? new CommandParameter(name, truth) : new CommandParameter(name, value);
    }
}
