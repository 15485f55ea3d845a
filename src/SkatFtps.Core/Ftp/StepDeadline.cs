using System;
using System.Threading;
using System.Threading.Tasks;

namespace SkatFtps.Ftp;

/// <summary>Runs one protocol step under its own deadline; a cancelled or late step closes the socket it waits on.</summary>
internal static class StepDeadline
{
    /// <param name="step">The work.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="late">The failure when it takes longer.</param>
    /// <param name="what">The step in words, for the message: "the server's greeting".</param>
    /// <param name="abort">Closes the socket.</param>
    /// <param name="stop">Cancels.</param>
    public static async Task<T> RunAsync<T>(
        Func<CancellationToken, Task<T>> step, TimeSpan limit, FtpsFailure late, string what, Action abort, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
        deadline.CancelAfter(limit);

        // .NET Framework ignores a token once a read has begun, so cancelling also closes the socket.
        using (deadline.Token.Register(abort))
        {
            try
            {
                return await step(deadline.Token).ConfigureAwait(false);
            }
            catch (Exception) when (stop.IsCancellationRequested)
            {
                throw new OperationCanceledException(stop);
            }
            catch (Exception e) when (deadline.IsCancellationRequested)
            {
                throw new FtpsException(late, $"Waited {limit.TotalSeconds:0.#} s for {what} in vain.", e);
            }
        }
    }

    public static Task RunAsync(
        Func<CancellationToken, Task> step, TimeSpan limit, FtpsFailure late, string what, Action abort, CancellationToken stop) =>
        RunAsync<object?>(
            async token =>
            {
                await step(token).ConfigureAwait(false);
                return null;
            },
            limit,
            late,
            what,
            abort,
            stop);

    /// <summary>Waits for work that knows no token; the work itself goes on unobserved when the wait ends early.</summary>
    public static async Task<T> WaitAsync<T>(Task<T> work, CancellationToken stop)
    {
        if (!work.IsCompleted)
        {
            var stopped = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            using (stop.Register(() => stopped.TrySetResult(true)))
            {
                if (await Task.WhenAny(work, stopped.Task).ConfigureAwait(false) != work)
                {
                    _ = work.ContinueWith(
                        t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
                    throw new OperationCanceledException(stop);
                }
            }
        }

        return await work.ConfigureAwait(false);
    }
}
