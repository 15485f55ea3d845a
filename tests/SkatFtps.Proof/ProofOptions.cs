using System;
using System.Collections.Generic;
using System.Globalization;

namespace SkatFtps.Proof;

/// <summary>What a programme is asked to do.</summary>
internal sealed class ProofOptions
{
    private readonly Dictionary<string, string> _others = new(StringComparer.Ordinal);

    /// <summary>What random choices are made from; the same seed makes the same choices.</summary>
    public int Seed { get; private set; } = 1;

    /// <summary>After this long the programme stops, and says how far it came. Null: the programme's own bound.</summary>
    public TimeSpan? Bound { get; private set; }

    /// <summary>The fault to plant, so that the programme is seen to find it; null: none.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="others">It without the fault.</param>
    public static string? TakePlant(string[] args, out string[] others)
    {
        int at = Array.IndexOf(args, "--plant");
        others = at < 0 || at + 1 == args.Length ? args : [.. args[..at], .. args[(at + 2)..]];
        return others.Length == args.Length ? null : args[at + 1];
    }

    /// <exception cref="ProofUsageException">An argument has no value, or not one that it can have.</exception>
    public static ProofOptions Parse(string[] args)
    {
        var options = new ProofOptions();
        for (int i = 0; i < args.Length; i += 2)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal) || i + 1 == args.Length)
            {
                throw new ProofUsageException($"'{args[i]}' is no option with a value.");
            }

            options.Set(args[i][2..], args[i + 1]);
        }

        return options;
    }

    /// <summary>An option of the programme's own.</summary>
    /// <exception cref="ProofUsageException">It is no number from 1 to a thousand million.</exception>
    public int Number(string option, int otherwise) =>
        _others.Remove(option, out string? value) ? Number(option, value, 1, 1_000_000_000) : otherwise;

    /// <summary>An option of the programme's own.</summary>
    public string? Text(string option) => _others.Remove(option, out string? value) ? value : null;

    /// <summary>Every option was asked for by the programme.</summary>
    /// <exception cref="ProofUsageException">One was not: it has no such option.</exception>
    public void VerifyTaken()
    {
        foreach (string option in _others.Keys)
        {
            throw new ProofUsageException($"This programme has no option '--{option}'.");
        }
    }

    private void Set(string option, string value)
    {
        switch (option)
        {
            case "seed":
                Seed = Number(option, value, 0, int.MaxValue);
                break;
            case "minutes":
                Bound = TimeSpan.FromMinutes(Number(option, value, 1, 10_000));
                break;
            default:
                _others[option] = value;
                break;
        }
    }

    private static int Number(string option, string value, int least, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
            ? number
            : throw new ProofUsageException($"--{option} takes a number from {least} to {most}, not '{value}'.");
}
