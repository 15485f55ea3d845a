using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation;
using System.Threading;

namespace SkatFtps.Cmdlets.Pipeline;

/// <summary>
/// Progress of all the transfers of one cmdlet: told from any thread, shown on the pipeline thread at most five times a second. One file
/// is shown by its bytes; several by their number, with a total where it is known how many there will be.
/// </summary>
/// <param name="activity">What is going on, for the first line.</param>
internal sealed class TransferProgress(string activity)
{
    /// <summary>How often a record may be written.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private const int Id = 6381;

    private readonly Stopwatch _sinceShown = Stopwatch.StartNew();
    private readonly List<Transfer> _running = new();
    private int _expected;
    private long _expectedBytes;
    private int _ended;
    private long _endedBytes;
    private bool _shown;

    public string Activity { get; set; } = activity;

    /// <summary>More is to come, and known beforehand; what comes out of a pipeline is not.</summary>
    /// <param name="files">How many more.</param>
    /// <param name="bytes">Their sizes together, or 0 where not all are known.</param>
    public void Expect(int files, long bytes)
    {
        lock (_running)
        {
            _expected += files;
            _expectedBytes += bytes;
        }
    }

    /// <param name="name">The file.</param>
    /// <param name="total">Bytes, or 0 when not known.</param>
    public Transfer Begin(string name, long total)
    {
        var transfer = new Transfer(this, name, total);
        lock (_running)
        {
            _running.Add(transfer);
        }

        return transfer;
    }

    /// <returns>A record when one is due, else null.</returns>
    public ProgressRecord? Next()
    {
        if (_sinceShown.Elapsed < Interval)
        {
            return null;
        }

        lock (_running)
        {
            if (_running.Count == 0)
            {
                return null;
            }

            _sinceShown.Restart();
            _shown = true;
            return _expected > 1 ? OfAll() : OfRunning();
        }
    }

    /// <returns>The record that takes the display away, or null when nothing was shown.</returns>
    public ProgressRecord? Completed()
    {
        if (!_shown)
        {
            return null;
        }

        _shown = false;
        return new ProgressRecord(Id, Activity, Count(_ended)) { RecordType = ProgressRecordType.Completed };
    }

    private ProgressRecord OfAll()
    {
        long done = _endedBytes + _running.Sum(one => one.Done);
        bool inBytes = _expectedBytes > 0;
        return new ProgressRecord(Id, Activity, $"{_ended} of {Count(_expected)},"
            + $" {(inBytes ? $"{Size(done)} of {Size(_expectedBytes)}" : Size(done))}")
        {
            CurrentOperation = string.Join(", ", _running.Select(one => one.Name)),
            PercentComplete = inBytes ? Percent(done, _expectedBytes) : Percent(_ended, _expected),
        };
    }

    private ProgressRecord OfRunning()
    {
        long done = _running.Sum(one => one.Done);
        long total = _running.Exists(one => one.Total == 0) ? 0 : _running.Sum(one => one.Total);
        string names = string.Join(", ", _running.Select(one => one.Name));
        string before = _ended == 0 ? string.Empty : $", {Count(_ended)} before";
        return new ProgressRecord(Id, Activity, $"{names}: {(total > 0 ? $"{Size(done)} of {Size(total)}" : Size(done))}{before}")
        {
            PercentComplete = total > 0 ? Percent(done, total) : -1,
        };
    }

    private void End(Transfer transfer)
    {
        lock (_running)
        {
            if (_running.Remove(transfer))
            {
                _ended++;
                _endedBytes += transfer.Total;
            }
        }
    }

    private static int Percent(long done, long total) => (int)Math.Min(100, done * 100 / total);

    private static string Count(int files) => files == 1 ? "1 file" : files + " files";

    private static string Size(long bytes) => bytes < 10 * 1024 * 1024 ? $"{bytes / 1024.0:0} KiB" : $"{bytes / 1048576.0:0} MiB";

    /// <summary>One of them; over when disposed.</summary>
    public sealed class Transfer(TransferProgress progress, string name, long total) : IDisposable
    {
        private readonly TransferProgress _progress = progress;
        private long _done;

        public string Name { get; } = name;

        /// <summary>Bytes, or 0 when not known.</summary>
        public long Total { get; } = total;

        /// <summary>Bytes so far.</summary>
        public long Done => Interlocked.Read(ref _done);

        public void Report(long bytes) => Interlocked.Exchange(ref _done, bytes);

        public void Dispose() => _progress.End(this);
    }
}
