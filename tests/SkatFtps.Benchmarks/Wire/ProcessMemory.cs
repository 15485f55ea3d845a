using System;
using System.Globalization;
using System.IO;
using System.Linq;

namespace SkatFtps.Benchmarks.Wire;

/// <summary>This process's resident memory, by the kernel.</summary>
internal static class ProcessMemory
{
    public static long Resident => Read("VmRSS:");

    /// <summary>The most that was resident since <see cref="ForgetPeak"/>.</summary>
    public static long Peak => Read("VmHWM:");

    public static void ForgetPeak() => File.WriteAllText("/proc/self/clear_refs", "5");

    private static long Read(string name)
    {
        string line = File.ReadLines("/proc/self/status").First(one => one.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Trim('\t'), CultureInfo.InvariantCulture) * 1024;
    }
}
