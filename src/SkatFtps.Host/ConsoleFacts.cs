using System;
using System.Globalization;
using System.IO;

namespace SkatFtps.Host;

/// <summary>What is on the other end of the three standard streams, read once at the start.</summary>
internal sealed class ConsoleFacts
{
    private const int DefaultWidth = 120;
    private const int DefaultHeight = 50;

    private ConsoleFacts(bool canAsk, bool colour, bool errorColour, int width, int height)
    {
        CanAsk = canAsk;
        Colour = colour;
        ErrorColour = errorColour;
        Width = width;
        Height = height;
    }

    /// <summary>Someone can answer: stdin is a terminal and -NonInteractive was not given.</summary>
    public bool CanAsk { get; }

    /// <summary>Escape sequences may be written to stdout and stderr.</summary>
    public bool Colour { get; }

    /// <summary>Escape sequences may be written to stderr, whatever stdout is.</summary>
    public bool ErrorColour { get; }

    /// <summary>Columns, at least 20: the terminal's, or COLUMNS, or 120.</summary>
    public int Width { get; }

    public int Height { get; }

    public static ConsoleFacts Read(bool nonInteractive)
    {
        bool plain = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        bool errorColour = !plain && !Console.IsErrorRedirected;
        return new ConsoleFacts(
            !nonInteractive && !Console.IsInputRedirected,
            errorColour && !Console.IsOutputRedirected,
            errorColour,
            ReadWidth(),
            Console.IsOutputRedirected ? DefaultHeight : Math.Max(Console.WindowHeight, 1));
    }

    private static int ReadWidth()
    {
        string? asked = Environment.GetEnvironmentVariable("COLUMNS");
        if (int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out int columns) && columns > 0)
        {
            return Math.Max(columns, 20);
        }

        if (Console.IsOutputRedirected) { return DefaultWidth; }
        try { return Console.WindowWidth >= 20 ? Console.WindowWidth : DefaultWidth; }
        catch (IOException) { return DefaultWidth; } // A terminal that does not know its size.
    }
}
