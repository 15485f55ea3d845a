using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace SkatFtps.Waiting;

/// <summary>The time that waiting goes by; tests turn it.</summary>
/// <param name="now">The time of day.</param>
/// <param name="delay">Waits.</param>
/// <param name="uptime">How long it has run, which nobody sets; null: as the time of day has it.</param>
internal sealed class WaitClock(Func<DateTimeOffset> now, Func<TimeSpan, CancellationToken, Task> delay, Func<TimeSpan>? uptime = null)
{
    public static readonly WaitClock System = new(() => DateTimeOffset.UtcNow, Task.Delay, Running());

    private readonly Func<DateTimeOffset> _now = now;
    private readonly Func<TimeSpan> _uptime = uptime ?? (() => TimeSpan.FromTicks(now().UtcTicks));
    private readonly Func<TimeSpan, CancellationToken, Task> _delay = delay;

    public DateTimeOffset Now => _now();

    /// <summary>Only the difference of two means something: how long it took, whoever set the time of day meanwhile.</summary>
    public TimeSpan Uptime => _uptime();

    public Task DelayAsync(TimeSpan time, CancellationToken stop) => _delay(time, stop);

    private static Func<TimeSpan> Running()
    {
        var running = Stopwatch.StartNew();
        return () => running.Elapsed;
    }
}
