using System;
using System.Globalization;

namespace SkatFtps.Benchmarks.Wire;

/// <summary>Figures as people read them.</summary>
internal static class Figures
{
    public static string Time(double milliseconds) =>
        milliseconds < 1000 ? Text($"{milliseconds:0.0} ms") : Text($"{milliseconds / 1000:0.00} s");

    public static string Ratio(double value) => Text($"{value:0.00}");

    public static string MiB(double bytes) => Text($"{bytes / 1024 / 1024:0.0} MiB");

    public static string Size(long bytes) =>
        bytes % (1L << 30) == 0 ? Text($"{bytes >> 30} GiB") : bytes % (1 << 20) == 0 ? Text($"{bytes >> 20} MiB") : Text($"{bytes / 1024.0:0.#} KiB");

    public static string Count(long number) =>
        number < 10_000 ? Text($"{number}") : number.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
