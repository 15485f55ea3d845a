using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Files;
using SkatFtps.Ftp;
using SkatFtps.Ftp.Tls;
using FtpReply = SkatFtps.Ftp.FtpReply;

namespace SkatFtps.FluentFtp;

/// <summary>
/// One STOR, once. FluentFTP's own uploads look for the file before and after, resume and retry; this uses only its data connection. What
/// it raises between STOR and the last reply is never taken for a refusal unless it is the 4xx or 5xx in place of 150.
/// </summary>
internal sealed class FluentUpload(FluentClient client, FluentTransfer transfer, FtpsTimeouts timeouts)
{
    private readonly FluentClient _client = client;
    private readonly FluentTransfer _transfer = transfer;
    private readonly FtpsTimeouts _timeouts = timeouts;
    private FtpReply? _last;

    // Here nothing lies between the two: STOR is written next.
    private static async Task AnnounceAsync(FtpUpload upload, CancellationToken stop)
    {
        if (upload.Sending is not null)
        {
            await upload.Sending(stop).ConfigureAwait(false);
        }

        upload.BeforeStor?.Invoke();
    }

    public async Task RunAsync(FtpCommand command, FtpUpload upload, CancellationToken stop)
    {
        OpenedData? data = null;
        try
        {
            data = await _transfer.OpenAsync(
                command, FtpsFailure.StoreRefused, token => AnnounceAsync(upload, token), stop).ConfigureAwait(false);
            await SendAsync(data, upload, stop).ConfigureAwait(false);
        }
        catch (Exception e) when (!_client.Placed || (data is null && e is FtpsException { Failure: FtpsFailure.StoreRefused }))
        {
            throw;
        }
        catch (Exception e)
        {
            // Whatever it was, the caller's own log included: the file may have arrived.
            data?.Tls.Abort();
            throw InDoubt(e, stop);
        }
        finally
        {
            data?.Tls.Dispose();
        }
    }

    private async Task SendAsync(OpenedData data, FtpUpload upload, CancellationToken stop)
    {
        // Read from the start: a verdict in the middle of the file must end the upload.
        Task<FtpReply> final = _client.ReadReplyAsync(Timeout.InfiniteTimeSpan, "the server to confirm the file", stop);
        try
        {
            await SendContentAsync(data, upload, final, stop).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The server's last word says more than a broken socket.
            _last = await TryFinishAsync(final).ConfigureAwait(false);
            throw;
        }

        _last = await FinishAsync(final, _timeouts.Reply).ConfigureAwait(false);
        if (!_last.IsCompletion)
        {
            throw new FtpsException(FtpsFailure.StoreRefused, $"The server answered {_last} after the file was sent.");
        }
    }

    private async Task SendContentAsync(OpenedData data, FtpUpload upload, Task<FtpReply> final, CancellationToken stop)
    {
        byte[] buffer = TransferBuffers.Rent();
        using var idle = new IdleDeadline(_timeouts.TransferIdle, data.Tls.Abort, stop);
        try
        {
            long total = 0;
            int count = await upload.Content.ReadAsync(buffer, 0, buffer.Length, stop).ConfigureAwait(false);
            while (count > 0)
            {
                idle.Touch();
                await WriteAsync(data, buffer, count, final, total, idle.Token).ConfigureAwait(false);
                total += count;
                upload.Progress?.Invoke(total);
                count = await upload.Content.ReadAsync(buffer, 0, buffer.Length, stop).ConfigureAwait(false);
            }

            idle.Touch();
            await data.Tls.FinishAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // A file that cannot be read to its end must not end as if it were whole.
            data.Tls.Abort();
            throw idle.Explain(e);
        }
        finally
        {
            TransferBuffers.Return(buffer);
        }
    }

    private static async Task WriteAsync(
        OpenedData data, byte[] buffer, int count, Task<FtpReply> final, long total, CancellationToken stop)
    {
        Task write = data.Stream.WriteAsync(buffer, 0, count, stop);
        if (!write.IsCompleted)
        {
            await Task.WhenAny(write, final).ConfigureAwait(false);
        }

        if (!final.IsCompleted)
        {
            await write.ConfigureAwait(false);
            return;
        }

        // The server gave its verdict in the middle: nothing more is written, and the end of the stream must not look orderly.
        data.Tls.Abort();
        try
        {
            await write.ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // The verdict below says why.
        }

        FtpReply verdict = await final.ConfigureAwait(false);
        throw new FtpsException(FtpsFailure.ConnectionLost, $"The server ended the transfer after {total} bytes.") { Reply = verdict };
    }

    private async Task<FtpReply?> TryFinishAsync(Task<FtpReply> final)
    {
        try
        {
            return await FinishAsync(final, _transfer.AfterFailure).ConfigureAwait(false);
        }
        catch (Exception e) when (e is FtpsException or OperationCanceledException or InvalidOperationException)
        {
            return null;
        }
    }

    private async Task<FtpReply> FinishAsync(Task<FtpReply> final, TimeSpan limit)
    {
        _client.Control.Limit(limit, FtpsFailure.ReplyTimedOut, "the server to confirm the file");
        try
        {
            return await final.ConfigureAwait(false);
        }
        finally
        {
            _client.Control.Disarm();
        }
    }

    private FtpsException InDoubt(Exception cause, CancellationToken stop)
    {
        string fact = cause is OperationCanceledException || stop.IsCancellationRequested ? "It was stopped after STOR was sent."
            : _last is not null
                && cause is FtpsException { Failure: not FtpsFailure.StoreRefused } ? cause.Message + " The server's last word: " + _last
            : cause.Message;
        FtpReply? reply = _last ?? (cause as FtpsException)?.Reply;
        if (stop.IsCancellationRequested || reply is null)
        {
            // The reply to this STOR may still come, and must not be taken for the reply to the next command.
            _client.Control.Shut();
        }

        return new FtpsException(FtpsFailure.StoreInDoubt, fact, cause)
        {
            Reply = reply,
            MayHaveArrived = true,
            SessionUsable = reply is not null && reply.Code != 421 && !_client.Control.IsClosed,
            TlsAlert = (cause as FtpsException)?.TlsAlert,
        };
    }
}
