namespace SkatFtps.Simulator.Options;

/// <summary>A verb in capitals and what follows it.</summary>
internal sealed record CommandLine(string Verb, string Argument)
{
    /// <summary>The argument, or stars in place of a password.</summary>
    internal string MaskedArgument => Verb == "PASS" ? "****" : Argument;

    /// <summary>The whole line without any password.</summary>
    internal string Masked => MaskedArgument.Length == 0 ? Verb : Verb + " " + MaskedArgument;

    internal static CommandLine Parse(string line)
    {
        int blank = line.IndexOf(' ');
        // A name may begin or end with blanks, so only the one behind the verb is taken away.
        return blank < 0
            ? new CommandLine(line.ToUpperInvariant(), "")
            : new CommandLine(line.Substring(0, blank).ToUpperInvariant(), line.Substring(blank + 1));
    }
}
