using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ftp;
using SkatFtps.Session;

namespace SkatFtps.Cmdlets.Pipeline;

/// <summary>
/// The transfers of one cmdlet, as many at a time as it may have sessions. What each gave is handed out on the pipeline thread in the
/// order in which they began. What has begun is ended and told of, whatever becomes of the pipeline; only Ctrl+C cuts it short.
/// </summary>
/// <typeparam name="T">What a transfer gives.</typeparam>
internal sealed class TransferBatch<T> : IDisposable
{
    // For the goodbyes of a pipeline that has ended by a failure.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    private readonly GatewayCmdlet _cmdlet;
    private readonly ParallelSessions _sessions;
    private readonly int _limit;
    private readonly TransferProgress _progress;
    private readonly PipelineLog _log;
    private readonly Queue<Transfer> _transfers = new();
    private int _running;
    private (SkatFtpsException Failure, object Target)? _last;
    private bool _ended;

    /// <param name="cmdlet">Writes.</param>
    /// <param name="session">The first, or only, session.</param>
    /// <param name="limit">Null: as the gateway's host allows.</param>
    /// <param name="progress">Of all transfers together.</param>
    public TransferBatch(GatewayCmdlet cmdlet, GatewaySession session, int? limit, TransferProgress progress)
    {
        _cmdlet = cmdlet;
        _limit = limit ?? ParallelSessions.DefaultLimitFor(session);
        _sessions = new ParallelSessions(session, _limit);
        _progress = progress;
        _log = new PipelineLog(cmdlet.WriteLine);
    }

    /// <summary>Begins a transfer, and returns when another may begin; meanwhile what earlier ones gave is handed out.</summary>
    /// <param name="target">What an error is about.</param>
    /// <param name="work">Runs on the pool.</param>
    /// <param name="done">Called on the pipeline thread with what the work gave.</param>
    public void Begin(object target, Func<GatewaySession, IProtocolLog, CancellationToken, Task<T>> work, Action<T> done)
    {
        CancellationToken stop = _cmdlet.StopToken;
        Interlocked.Increment(ref _running);
        Task<T> task = Task.Run(() => _sessions.RunAsync((session, log) => work(session, log, stop), _log, stop));
        _transfers.Enqueue(new Transfer(task, target, done));
        task.ContinueWith(
            _ =>
            {
                Interlocked.Decrement(ref _running);
                _log.Post(() => { });
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        HandOut(() => Volatile.Read(ref _running) < _limit);
    }

    /// <summary>Waits for all that has begun, and hands it out.</summary>
    public void Finish() => HandOut(() => Volatile.Read(ref _running) == 0);

    /// <summary><see cref="Finish"/>, and closes the sessions that were opened for the batch.</summary>
    public void End()
    {
        Finish();
        _ended = true;
        _cmdlet.Await((log, stop) => _sessions.CloseAsync(log, stop));
        _cmdlet.Show(_progress.Completed());
    }

    /// <summary>Where the pipeline failed before <see cref="End"/>: lets what runs end, and closes.</summary>
    public void Dispose()
    {
        EndUnheard();
        if (!_ended)
        {
            _ended = true;
            using var late = new CancellationTokenSource(LastWords);
            ((IAsyncResult)Task.Run(() => _sessions.CloseAsync(_log, late.Token))).AsyncWaitHandle.WaitOne(LastWords);
        }
    }

    private void HandOut(Func<bool> isEnough)
    {
        try
        {
            bool enough;
            do
            {
                // Asked before what is done is handed out, or what ends in between would be left lying.
                enough = isEnough();
                _log.Pump(enough ? TimeSpan.Zero : TransferProgress.Interval);
                while (_transfers.Count > 0 && _transfers.Peek().Task.IsCompleted)
                {
                    Give(_transfers.Dequeue());
                }

                _cmdlet.Show(_progress.Next());
            }
            while (!enough || (NothingFollows && _transfers.Count > 0));
        }
        catch
        {
            EndUnheard();
            throw;
        }

        if (_cmdlet.StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }

        if (_last is { } failure)
        {
            _cmdlet.Show(_progress.Completed());
            _cmdlet.WriteFailure(failure.Failure, failure.Target);
        }
    }

    private bool NothingFollows => _last is not null || _cmdlet.StopToken.IsCancellationRequested;

    private void Give(Transfer transfer)
    {
        T result;
        try
        {
            result = transfer.Task.GetAwaiter().GetResult();
        }
        catch (SkatFtpsException e) when (_cmdlet.StopToken.IsCancellationRequested)
        {
            _cmdlet.TellAfterStop(e, transfer.Target);
            return;
        }
        catch (SkatFtpsException e) when (GatewayErrors.EndsEverything(e.ErrorId) && _last is null)
        {
            // Nothing more is begun; what runs may still end well, and is told of first.
            _last = (e, transfer.Target);
            return;
        }
        catch (SkatFtpsException e)
        {
            _cmdlet.WriteItemFailure(e, transfer.Target);
            return;
        }
        catch (OperationCanceledException) when (_cmdlet.StopToken.IsCancellationRequested)
        {
            return;
        }

        transfer.Done(result);
    }

    // The pipeline takes no more: what runs comes to its end all the same, and what is in doubt must be known.
    private void EndUnheard()
    {
        while (_transfers.Count > 0)
        {
            Transfer transfer = _transfers.Dequeue();
            ((IAsyncResult)transfer.Task).AsyncWaitHandle.WaitOne();
            if (transfer.Task.Exception?.InnerException is SkatFtpsException e)
            {
                _cmdlet.TellAfterStop(e, transfer.Target);
            }
        }
    }

    private sealed class Transfer(Task<T> task, object target, Action<T> done)
    {
        public Task<T> Task { get; } = task;

        public object Target { get; } = target;

        public Action<T> Done { get; } = done;
    }
}
