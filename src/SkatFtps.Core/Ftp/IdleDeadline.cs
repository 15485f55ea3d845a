using System;
using System.Threading;
using SkatFtps.Text;

namespace SkatFtps.Ftp;

/// <summary>A deadline that starts anew with every byte moved; when it passes, or on a stop, the transfer's sockets are closed.</summary>
internal sealed class IdleDeadline : IDisposable
{
    private readonly TimeSpan _limit;
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _registration;
    private readonly CancellationToken _stop;

    public IdleDeadline(TimeSpan limit, Action abort, CancellationToken stop)
    {
        _limit = limit;
        _stop = stop;
        _source = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _registration = _source.Token.Register(abort);
        Touch();
    }

    public CancellationToken Token => _source.Token;

    public void Touch() => _source.CancelAfter(_limit);

    /// <summary>Says what an exception during the transfer really was.</summary>
    public Exception Explain(Exception e)
    {
        if (_stop.IsCancellationRequested)
        {
            return new OperationCanceledException(_stop);
        }

        return _source.IsCancellationRequested
            ? new FtpsException(FtpsFailure.TransferTimedOut, $"No byte moved on the data connection for {_limit.TotalSeconds:0.#} s.", e)
            : e as FtpsException ?? new FtpsException(
                FtpsFailure.ConnectionLost,
                "The data connection broke: " + Printable.Escape(e.GetBaseException().Message).TrimEnd('.') + ".",
                e);
    }

    public void Dispose()
    {
        _registration.Dispose();
        _source.Dispose();
    }
}
