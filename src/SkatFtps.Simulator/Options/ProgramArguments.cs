using System;
using System.Globalization;
using System.Security.Authentication;

namespace SkatFtps.Simulator.Options;

/// <summary>What the program was asked to do.</summary>
internal sealed class ProgramArguments
{
    internal const string Help = """
        SkatFtps.Simulator: a rehearsal FTPS gateway on localhost.

        It prints one line of JSON when it listens and runs until SIGINT or SIGTERM.

          --port N              the port; 0, the default, takes a free one
          --directory DIR       where certificates, stor.jsonl and received/ are written (default: a new temporary folder)
          --services A,B        the service folders of every user
          --user-count N        users, each with a certificate, a password and /out of its own (default 1)
          --status-delay TIME   from an upload to status 1; status 2 and status 3 follow at two and three times that
          --listing FORM        unix (default), dos or refused
          --names ENCODING      utf8 (default) or latin1
          --judge-content       answer bad eKapital files with status 0
          --tls13               allow TLS 1.3 beside TLS 1.2
          --ipv6                listen on ::1 too
          --require-reuse       refuse data connections that do not resume a TLS session
          --spool               keep every upload in received/
          --help                this text
        """;

    internal bool ShowHelp { get; private set; }

    internal int UserCount { get; private set; } = 1;

    internal SimulatorOptions Options { get; } = new() { WriteStorLedger = true };

    /// <exception cref="FormatException">The message says which argument is wrong and why.</exception>
    internal static ProgramArguments Parse(string[] arguments)
    {
        ProgramArguments parsed = new();
        for (int i = 0; i < arguments.Length; i++)
        {
            string name = arguments[i];
            string Value() => ++i < arguments.Length ? arguments[i] : throw new FormatException($"{name} needs a value.");
            parsed.Take(name, Value);
        }

        return parsed;
    }

    private void Take(string name, Func<string> value)
    {
        switch (name)
        {
            case "--port":
                Options.Port = Number(name, value(), 0, 65535);
                break;
            case "--directory":
                Options.Directory = value();
                break;
            case "--services":
                Options.Services = value().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
                break;
            case "--user-count":
                UserCount = Number(name, value(), 1, 1000);
                break;
            case "--status-delay":
                TimeSpan delay = Time(name, value());
                (Options.DeliveredAfter, Options.AcceptedAfter, Options.ExposedAfter) = (delay, delay * 2, delay * 3);
                break;
            case "--listing":
                Options.Listing = Choice<ListingStyle>(name, value());
                break;
            case "--names":
                Options.Names = Choice<NameEncoding>(name, value());
                break;
            case "--judge-content":
                Options.JudgesContent = true;
                break;
            case "--tls13":
                Options.TlsProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
                break;
            case "--ipv6":
                Options.ListenOnIPv6 = true;
                break;
            case "--require-reuse":
                Options.RequireTlsResumption = true;
                break;
            case "--spool":
                Options.SpoolUploads = true;
                break;
            case "--help" or "-h":
                ShowHelp = true;
                break;
            default:
                throw new FormatException($"Unknown argument {name}. See --help.");
        }
    }

    private static int Number(string name, string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
            ? number
            : throw new FormatException($"{name} takes a number from {least} to {most}, not '{text}'.");

    private static TimeSpan Time(string name, string text) =>
        TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out TimeSpan time) && time >= TimeSpan.Zero
            ? time
            : throw new FormatException($"{name} takes a time such as 00:00:05, not '{text}'.");

    private static T Choice<T>(string name, string text)
        where T : struct, Enum =>
        Enum.TryParse(text, ignoreCase: true, out T choice) && Enum.IsDefined(choice) && !char.IsAsciiDigit(text[0])
            ? choice
            : throw new FormatException($"{name} takes one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}, not '{text}'.");
}
