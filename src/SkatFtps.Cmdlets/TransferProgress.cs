using System;
using System.Diagnostics;
using System.Management.Automation;
using System.Threading;

namespace SkatFtps.Cmdlets;

/// <summary>Progress of one transfer: told from any thread, shown at most five times a second on the pipeline thread.</summary>
internal sealed class TransferProgress
{
    /// <summary>How often a record may be written.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private const int Id = 6381;

    private readonly string _activity;
    private readonly string _name;
    private readonly long _total;
    private readonly Stopwatch _sinceShown = Stopwatch.StartNew();
    private long _done;
    private bool _shown;

    /// <param name="activity">What is going on, for the first line.</param>
    /// <param name="name">The file.</param>
    /// <param name="total">Bytes, or 0 when not known.</param>
    public TransferProgress(string activity, string name, long total)
    {
        _activity = activity;
        _name = name;
        _total = total;
    }

    public void Report(long bytes) => Interlocked.Exchange(ref _done, bytes);

    /// <returns>A record when one is due, else null.</returns>
    public ProgressRecord? Next()
    {
        if (_sinceShown.Elapsed < Interval)
        {
            return null;
        }

        _sinceShown.Restart();
        _shown = true;
        long done = Interlocked.Read(ref _done);
        string amount = _total > 0 ? $"{Size(done)} of {Size(_total)}" : Size(done);
        return new ProgressRecord(Id, _activity, $"{_name}: {amount}")
        {
            PercentComplete = _total > 0 ? (int)Math.Min(100, done * 100 / _total) : -1,
        };
    }

    /// <returns>The record that takes the display away, or null when nothing was shown.</returns>
    public ProgressRecord? Completed() =>
        _shown ? new ProgressRecord(Id, _activity, _name) { RecordType = ProgressRecordType.Completed } : null;

    private static string Size(long bytes) => bytes < 10 * 1024 * 1024 ? $"{bytes / 1024.0:0} KiB" : $"{bytes / 1048576.0:0} MiB";
}
