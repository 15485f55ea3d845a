using System;
using System.Diagnostics;
using System.Globalization;
using System.Threading;

namespace SkatFtps.Proof;

/// <summary>One run of a programme: its bound, what it found, and the one line that it ends with. Safe for concurrent callers.</summary>
/// <param name="programme">Its name.</param>
/// <param name="options">What it was asked.</param>
/// <param name="bound">Its own time bound.</param>
internal sealed class ProofRun(string programme, ProofOptions options, TimeSpan bound)
{
    // Enough to see what is wrong; the count tells how much.
    private const int Shown = 20;

    private readonly Stopwatch _running = Stopwatch.StartNew();
    private readonly string _programme = programme;
    private readonly TimeSpan _bound = options.Bound ?? bound;
    private int _bad;
    private bool _stopped;

    public ProofOptions Options { get; } = options;

    public int Seed => Options.Seed;

    /// <summary>How many faults were found.</summary>
    public int BadCount => Volatile.Read(ref _bad);

    /// <summary>Whether the time is up. What asks stops here, and the last line says that it stopped.</summary>
    public bool IsOver()
    {
        bool isOver = _running.Elapsed >= _bound;
        _stopped |= isOver;
        return isOver;
    }

    /// <summary>A fault of the product, with what repeats it.</summary>
    public void Bad(string what)
    {
        if (Interlocked.Increment(ref _bad) <= Shown)
        {
            Console.Error.WriteLine($"   bad: {what}");
        }
    }

    /// <summary>How it goes.</summary>
    public void Tell(string line) => Console.Error.WriteLine($"   {line}");

    /// <summary>The one line on standard output.</summary>
    /// <param name="what">What was gone through, with how many.</param>
    /// <returns>The exit code: 0 only when nothing was bad.</returns>
    public int Report(string what)
    {
        string stopped = _stopped
            ? $", stopped at its bound of {_bound.TotalMinutes.ToString("0.#", CultureInfo.InvariantCulture)} min"
            : "";
        string seconds = _running.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        Console.Out.WriteLine($"{_programme}: {what}, {BadCount} bad{stopped}, seed {Seed}, {seconds} s");
        return BadCount == 0 ? 0 : 1;
    }
}
