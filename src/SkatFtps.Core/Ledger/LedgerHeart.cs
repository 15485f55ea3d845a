using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace SkatFtps.Ledger;

/// <summary>What an open ledger holds, and the beat that goes on as long as it holds anything.</summary>
internal sealed class LedgerHeart : IDisposable
{
    private readonly Func<Task> _beat;
    private readonly TimeSpan _interval;
    private readonly bool _beats;
    private readonly Timer _timer;
    private readonly HashSet<long> _held = [];
    private int _beating;
    private bool _stopped;

    /// <param name="beat">Renews the lease.</param>
    /// <param name="interval">Between two beats.</param>
    /// <param name="beats">False on a connection that is the caller's.</param>
    public LedgerHeart(Func<Task> beat, TimeSpan interval, bool beats)
    {
        _beat = beat;
        _interval = interval;
        _beats = beats;
        _timer = new Timer(_ => BeatAsync(), null, Timeout.Infinite, Timeout.Infinite);
    }

    /// <summary>Why the last beat failed, or null. The next tries again.</summary>
    public Exception? Failure { get; private set; }

    public bool IsHeld(long submission)
    {
        lock (_held)
        {
            return _held.Contains(submission);
        }
    }

    public void Hold(long submission)
    {
        lock (_held)
        {
            _held.Add(submission);
            SetTimer();
        }
    }

    public void Release(long submission)
    {
        lock (_held)
        {
            _held.Remove(submission);
            SetTimer();
        }
    }

    public void Dispose()
    {
        lock (_held)
        {
            _stopped = true;
            _timer.Dispose();
        }
    }

    private void SetTimer()
    {
        if (_stopped || !_beats)
        {
            return;
        }

        TimeSpan beat = _held.Count > 0 ? _interval : Timeout.InfiniteTimeSpan;
        _timer.Change(beat, beat);
    }

    private async void BeatAsync()
    {
        if (_stopped || Interlocked.Exchange(ref _beating, 1) != 0)
        {
            return;
        }

        try
        {
            await _beat().ConfigureAwait(false);
            Failure = null;
        }
        catch (Exception e)
        {
            // Nobody awaits a beat. The rows stay ours as long as the lease runs, and what we say at the end counts even after it.
            Failure = e;
        }
        finally
        {
            Interlocked.Exchange(ref _beating, 0);
        }
    }
}
