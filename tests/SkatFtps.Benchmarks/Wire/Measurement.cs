using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace SkatFtps.Benchmarks.Wire;

/// <summary>What one run of a program gave.</summary>
/// <param name="Process">Milliseconds from its start to its end.</param>
/// <param name="Said">What the program said of itself: lines "name value". Empty for programs that are not ours.</param>
internal sealed record Measurement(double Process, IReadOnlyDictionary<string, double> Said)
{
    /// <summary>
    /// Milliseconds from before the connection to after its end, by the program's own clock; the process's where it says nothing.
    /// </summary>
    public double Session => Said.TryGetValue("session-ms", out double value) ? value : Process;

    /// <summary>Milliseconds that the files alone took, on a session that was open; the process's where it says nothing.</summary>
    public double Files => Said.TryGetValue("files-ms", out double value) ? value : Process;

    public static IReadOnlyDictionary<string, double> Parse(string output) =>
        output.Split('\n').Select(line => line.Trim().Split(' ')).Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[0], parts => double.Parse(parts[1], CultureInfo.InvariantCulture));

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
