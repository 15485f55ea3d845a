using System;
using System.Threading;
using System.Threading.Tasks;

namespace SkatFtps.Waiting;

/// <summary>The time that waiting goes by; tests turn it.</summary>
internal sealed class WaitClock(Func<DateTimeOffset> now, Func<TimeSpan, CancellationToken, Task> delay)
{
    public static readonly WaitClock System = new(() => DateTimeOffset.UtcNow, Task.Delay);

    private readonly Func<DateTimeOffset> _now = now;
    private readonly Func<TimeSpan, CancellationToken, Task> _delay = delay;

    public DateTimeOffset Now => _now();

    public Task DelayAsync(TimeSpan time, CancellationToken stop) => _delay(time, stop);
}
