using System;
using System.Threading;
using System.Threading.Tasks;

namespace SkatFtps.Ftp;

/// <summary>
/// What the end of an upload's data connection tells, written once for every engine. The server's end is watched from the first byte of the
/// file on: before ours was written it means that the server has not read the file to its end, whatever it says; after ours, that it has.
/// </summary>
/// <param name="serverEnd">Ends as the server's side of the data connection does; never fails.</param>
/// <param name="settle">Returns when what the socket holds has been read; false where it was given up.</param>
internal sealed class UploadEnd(Task<StreamEnd> serverEnd, Func<bool> settle)
{
    /// <summary>How long the server's end is awaited once it has confirmed the file.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Task<StreamEnd> _serverEnd = serverEnd;
    private readonly Func<bool> _settle = settle;
    private bool _isOrderKnown;

    /// <summary>
    /// The server's close_notify was read, and is known to have come after ours was written. Asked after that.
    /// </summary>
    public bool IsHeard =>
        _isOrderKnown && _serverEnd.Status == TaskStatus.RanToCompletion && _serverEnd.GetAwaiter().GetResult() == StreamEnd.CloseNotify;

    /// <summary>To be called before a part is written, and right before our close_notify is.</summary>
    /// <param name="total">Bytes written so far.</param>
    /// <param name="last">Nothing more follows: what has come by now must be known.</param>
    /// <exception cref="FtpsException">ConnectionLost: the server has ended its side.</exception>
    public void ThrowIfEnded(long total, bool last)
    {
        if (last)
        {
            // Where it is not known what had come, what is read later says nothing.
            _isOrderKnown = Settle();
        }

        if (_serverEnd.IsCompleted)
        {
            string how = _serverEnd.GetAwaiter().GetResult() switch
            {
                StreamEnd.CloseNotify => "ended its side of the data connection",
                StreamEnd.Content => "sent something on the data connection",
                _ => "or something on the way ended the data connection",
            };
            throw new FtpsException(
                FtpsFailure.ConnectionLost, $"The server {how} when {total} bytes of the file had been written, and before their end was.");
        }
    }

    /// <summary>The file is confirmed: waits for the server's end, which most send before.</summary>
    /// <param name="patience">Zero where none has come before.</param>
    /// <param name="stop">Ends the waiting.</param>
    public async Task<FtpUploadResult> AwaitAsync(TimeSpan patience, CancellationToken stop)
    {
        if (!_serverEnd.IsCompleted && patience > TimeSpan.Zero)
        {
            using var late = CancellationTokenSource.CreateLinkedTokenSource(stop);
            await Task.WhenAny(_serverEnd, Task.Delay(patience, late.Token)).ConfigureAwait(false);
            late.Cancel();
        }

        // A machine that slept finds the deadline passed, and what it waited for in the socket.
        Settle();
        return new FtpUploadResult(IsHeard);
    }

    // Behind the server's end nothing is read any more.
    private bool Settle() => _serverEnd.IsCompleted || _settle();
}
