using System;
using System.IO;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Files;

namespace SkatFtps.Ftp.Tls;

/// <summary>
/// The stream between <see cref="System.Net.Security.SslStream"/> and the socket. SslStream reports the end of a stream with and
/// without close_notify alike, and no alert by name; the records passing through here tell.
/// </summary>
internal sealed class TlsRecordObserver(Stream inner) : Stream
{
    private readonly Stream _inner = inner;
    private MemoryStream? _gathered;
    private bool _gathering;
    private byte[]? _ahead;
    private int _aheadStart;
    private int _aheadEnd;
    private volatile bool _waiting;
    private volatile bool _socketEnded;

    public TlsRecordReader Received { get; } = new();

    public TlsRecordReader Sent { get; } = new();

    /// <summary>
    /// The socket has not ended. Asked once SslStream has reported the end, which it does at close_notify, while TCP's FIN may come much
    /// later (RFC 5246, 7.2.1), and else only where the socket ends: so this tells the two apart on every version of TLS.
    /// </summary>
    public bool EndedWithCloseNotify => !_socketEnded;

    /// <summary>Everything that has come was passed on to TLS in whole records, which asks for more.</summary>
    public bool IsWaiting => _waiting && Received.AtBoundary;

    /// <summary>TLS 1.2 only: the server accepted our session and showed no certificate of its own again.</summary>
    public bool Resumed => Received.SawServerHello && Received.SawChangeCipherSpec && !Received.SawCertificate;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Keeps what is written until <see cref="SendGatheredAsync"/>: SslStream hands over record by record, 16 KiB each.</summary>
    public void Gather()
    {
        _gathered ??= new MemoryStream();
        _gathering = true;
    }

    public async Task SendGatheredAsync(CancellationToken stop)
    {
        _gathering = false;
        int count = (int)_gathered!.Length;
        _gathered.SetLength(0);
        await _inner.WriteAsync(_gathered.GetBuffer(), 0, count, stop).ConfigureAwait(false);
    }

    /// <summary>From now on reads as much as there is: SslStream asks for one record at a time, a call to the system each.</summary>
    public void ReadAhead() => _ahead ??= TransferBuffers.Rent();

    /// <summary>The end was read, so nothing will come into the buffer any more.</summary>
    public void EndReadAhead()
    {
        if (_ahead is not null && _aheadStart == _aheadEnd)
        {
            TransferBuffers.Return(_ahead);
            _ahead = null;
        }
    }

    public override void Flush() => _inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => _inner.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => Seen(buffer, offset, _inner.Read(buffer, offset, count));

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        if (_ahead is null)
        {
            return Seen(buffer, offset, await ReceiveAsync(buffer, offset, count, cancellationToken).ConfigureAwait(false));
        }

        if (_aheadStart == _aheadEnd && count > 0)
        {
            _aheadEnd = await ReceiveAsync(_ahead, 0, TransferBuffers.Size, cancellationToken).ConfigureAwait(false);
            _aheadStart = 0;
        }

        int read = Math.Min(count, _aheadEnd - _aheadStart);
        Buffer.BlockCopy(_ahead, _aheadStart, buffer, offset, read);
        _aheadStart += read;
        return Seen(buffer, offset, read);
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        Sent.Feed(buffer, offset, count);
        _inner.Write(buffer, offset, count);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        if (!Sent.SawChangeCipherSpec)
        {
            Sent.Feed(buffer, offset, count);
        }

        if (_gathering)
        {
            _gathered!.Write(buffer, offset, count);
            return Task.CompletedTask;
        }

        return _inner.WriteAsync(buffer, offset, count, cancellationToken);
    }

    // .NET Framework's SslStream uses these; the base class would let a read that waits hold up every write.
    public override IAsyncResult BeginRead(byte[] buffer, int offset, int count, AsyncCallback? callback, object? state) =>
        Begin(ReadAsync(buffer, offset, count, CancellationToken.None), callback, state);

    public override int EndRead(IAsyncResult asyncResult) => ((Task<int>)asyncResult).GetAwaiter().GetResult();

    public override IAsyncResult BeginWrite(byte[] buffer, int offset, int count, AsyncCallback? callback, object? state) =>
        Begin(WriteCounted(buffer, offset, count), callback, state);

    public override void EndWrite(IAsyncResult asyncResult) => ((Task<int>)asyncResult).GetAwaiter().GetResult();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private static Task<int> Begin(Task<int> task, AsyncCallback? callback, object? state)
    {
        var result = new TaskCompletionSource<int>(state);
        task.ContinueWith(
            done =>
            {
                if (done.IsFaulted)
                {
                    result.TrySetException(done.Exception!.InnerExceptions);
                }
                else if (done.IsCanceled)
                {
                    result.TrySetCanceled();
                }
                else
                {
#pragma warning disable RS0030 // It has ended: nothing is waited for.
                    result.TrySetResult(done.Result);
#pragma warning restore RS0030
                }

                callback?.Invoke(result.Task);
            },
            CancellationToken.None,
            TaskContinuationOptions.None,
            TaskScheduler.Default);
        return result.Task;
    }

    private async Task<int> ReceiveAsync(byte[] buffer, int offset, int count, CancellationToken stop)
    {
        _waiting = true;
        try
        {
#if NET
            if (_ahead is null)
            {
                // A read of nothing ends when something has come and leaves it in the socket, so that it is never on its way unseen. It may
                // end for nothing too.
                await _inner.ReadAsync(Memory<byte>.Empty, stop).ConfigureAwait(false);
                _waiting = _inner is not NetworkStream { DataAvailable: true };
            }
#endif
            int read = await _inner.ReadAsync(buffer, offset, count, stop).ConfigureAwait(false);
            _socketEnded |= read == 0 && count > 0;
            return read;
        }
        catch
        {
            _socketEnded = true;
            throw;
        }
        finally
        {
            _waiting = false;
        }
    }

    private int Seen(byte[] buffer, int offset, int read)
    {
        Received.Feed(buffer, offset, read);
        return read;
    }

    private async Task<int> WriteCounted(byte[] buffer, int offset, int count)
    {
        await WriteAsync(buffer, offset, count, CancellationToken.None).ConfigureAwait(false);
        return count;
    }
}
