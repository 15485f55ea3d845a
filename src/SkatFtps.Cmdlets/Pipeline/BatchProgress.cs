using System;
using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;

namespace SkatFtps.Cmdlets.Pipeline;

/// <summary>
/// Progress of many items with a known number: a record at most five times a second, and one that takes the display away.
/// </summary>
/// <param name="id">One a cmdlet, so that two in a pipeline have a line each.</param>
/// <param name="activity">What is going on.</param>
internal sealed class BatchProgress(int id, string activity)
{
    private readonly int _id = id;
    private readonly string _activity = activity;
    private readonly Stopwatch _sinceShown = Stopwatch.StartNew();
    private bool _shown;

    /// <param name="done">How many are through.</param>
    /// <param name="total">Of how many.</param>
    /// <param name="status">The line below the activity; null counts.</param>
    /// <param name="left">Seconds to wait for what comes next; -1 when not known.</param>
    /// <returns>A record when one is due, else null.</returns>
    public ProgressRecord? Next(int done, int total, string? status = null, int left = -1)
    {
        if (_shown && _sinceShown.Elapsed < TransferProgress.Interval)
        {
            return null;
        }

        _sinceShown.Restart();
        _shown = true;
        return new ProgressRecord(_id, _activity, status ?? string.Format(CultureInfo.CurrentCulture, "{0:N0} of {1:N0}", done, total))
        {
            PercentComplete = total > 0 ? (int)(100L * done / total) : -1,
            SecondsRemaining = left,
        };
    }

    /// <returns>Null when nothing was shown.</returns>
    public ProgressRecord? Completed() =>
        _shown ? new ProgressRecord(_id, _activity, _activity) { RecordType = ProgressRecordType.Completed } : null;
}
