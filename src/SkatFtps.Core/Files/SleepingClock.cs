using System;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SkatFtps.Files;

/// <summary>A clock that nobody sets and that goes on while the machine sleeps.</summary>
internal static class SleepingClock
{
    // CLOCK_BOOTTIME on Linux; CLOCK_MONOTONIC on macOS, which counts sleep there.
    private const int LinuxBootTime = 7;
    private const int MacMonotonic = 6;

    /// <summary>Since the machine was started, sleep included.</summary>
    public static TimeSpan Elapsed()
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            return TimeSpan.FromMilliseconds(SystemCalls.GetTickCount());
        }

        int clock = RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? MacMonotonic : LinuxBootTime;
        var time = new IntPtr[2];
        return SystemCalls.GetTime(clock, time) == 0
            ? TimeSpan.FromSeconds(time[0].ToInt64()) + TimeSpan.FromTicks(time[1].ToInt64() / 100)
            : TimeSpan.FromSeconds((double)Stopwatch.GetTimestamp() / Stopwatch.Frequency);
    }
}
