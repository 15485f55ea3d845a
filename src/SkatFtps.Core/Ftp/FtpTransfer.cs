using System;
using System.IO;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Files;
using SkatFtps.Ftp.Listing;
using SkatFtps.Ftp.Tls;

namespace SkatFtps.Ftp;

/// <summary>
/// Transfers over data connections. The data connection's TCP is up before the transfer command is written, and the command and the
/// TLS hello leave together without waiting for 150: four round trips for a small file.
/// </summary>
internal sealed class FtpTransfer(
    FtpControlConnection control, TlsHandshake handshake, ResumptionWatch resumption, FtpsOptions options, bool extendedPassive)
{
    // Milliseconds, between parts that are handed over although they are small.
    private const int AWhile = 20;

    private static readonly TimeSpan LastWord = TimeSpan.FromSeconds(5);

    private readonly FtpControlConnection _control = control;
    private readonly TlsHandshake _handshake = handshake;
    private readonly ResumptionWatch _resumption = resumption;
    private readonly FtpsOptions _options = options;
    private readonly PassiveDialer _passive = new PassiveDialer(control, options, extendedPassive);
    private readonly X509Certificate2 _serverCertificate = new X509Certificate2(control.Tls!.RemoteCertificate!);

    // Our close_notify was begun to be written in the upload under way.
    private bool _ended;

    private FtpsTimeouts Timeouts => _options.Timeouts;

    // TLS 1.3 hides from an observer what 1.2 shows: resumption.
    private bool IsTls12 => _control.Tls!.SslProtocol == SslProtocols.Tls12;

    // What the server has to say of a broken transfer gets less time than any other reply.
    private TimeSpan AfterFailure => Timeouts.Reply < LastWord ? Timeouts.Reply : LastWord;

    /// <returns>False when the server answered without using the data connection: an empty folder.</returns>
    public async Task<bool> ListAsync(FtpCommand command, DirectoryListing listing, CancellationToken stop)
    {
        using FtpDataConnection data = await _passive.ConnectAsync(stop).ConfigureAwait(false);
        try
        {
            await _control.SendAsync(command, Timeouts.Reply, stop).ConfigureAwait(false);
            FtpReply first = await BeginAsync(command, data, FtpsFailure.ListRefused, stop).ConfigureAwait(false);
            if (!first.IsPreliminary)
            {
                return false;
            }
        }
        catch (FtpsException e)
            when (e.Reply is { Code: 450 or 550 } && e.SessionUsable && e.Reply.Mentions("no files", "no such file", "not found", "empty"))
        {
            // The folder itself was entered, so this is how the server says that it is empty.
            return false;
        }

        await ReadToEndAsync(
            data,
            (buffer, offset, count) =>
            {
                listing.Feed(buffer, offset, count);
                return Task.CompletedTask;
            },
            FtpsFailure.ListingIncomplete,
            stop).ConfigureAwait(false);
        await FinishReadingAsync(command, data, FtpsFailure.ListingIncomplete, sizeKnown: false, stop).ConfigureAwait(false);
        listing.Finish();
        return true;
    }

    public async Task<long> RetrieveAsync(
        FtpCommand command, long? listedSize, Stream destination, Action<long>? progress, CancellationToken stop)
    {
        using FtpDataConnection data = await _passive.ConnectAsync(stop).ConfigureAwait(false);
        await _control.SendAsync(command, Timeouts.Reply, stop).ConfigureAwait(false);
        FtpReply first = await BeginAsync(command, data, FtpsFailure.RetrieveRefused, stop).ConfigureAwait(false);
        if (!first.IsPreliminary)
        {
            throw Refused(FtpsFailure.RetrieveRefused, command, first);
        }

        long total = 0;
        await ReadToEndAsync(
            data,
            async (buffer, offset, count) =>
            {
                await destination.WriteAsync(buffer, offset, count, stop).ConfigureAwait(false);
                total += count;
                progress?.Invoke(total);
            },
            FtpsFailure.RetrieveIncomplete,
            stop).ConfigureAwait(false);
        await FinishReadingAsync(command, data, FtpsFailure.RetrieveIncomplete, listedSize == total, stop).ConfigureAwait(false);
        return total;
    }

    /// <exception cref="FtpsException">StoreRefused: a 4xx or 5xx in place of 150. StoreInDoubt: anything else once STOR was
    /// written.</exception>
    public async Task<FtpUploadResult> StoreAsync(FtpCommand command, FtpUpload upload, CancellationToken stop)
    {
        using FtpDataConnection data = await _passive.ConnectAsync(stop).ConfigureAwait(false);
        if (upload.Sending is not null)
        {
            await upload.Sending(stop).ConfigureAwait(false);
        }

        stop.ThrowIfCancellationRequested();
        upload.BeforeStor?.Invoke();
        _control.EnsureNothingPending(command.Verb);
        _ended = false;
        FtpReply? last = null;
        AheadReader? content = null;
        UploadEnd? end = null;
        try
        {
            await _control.WriteAsync(command, Timeouts.Reply, stop).ConfigureAwait(false);

            // Not before: a file that goes on another connection must still be whole.
            content = new AheadReader(upload.Content, stop);
            FtpReply first = await BeginAsync(command, data, FtpsFailure.StoreRefused, stop).ConfigureAwait(false);
            if (!first.IsPreliminary)
            {
                _control.Close();
                throw new FtpsException(FtpsFailure.ReplyUnexpected, $"The server answered STOR with {first} and never asked for the file.")
                {
                    Reply = first,
                };
            }

            Task<FtpReply> final = _control.ReadFinalReplyAsync(command.Verb, Timeout.InfiniteTimeSpan, stop);
            end = data.Watch();
            try
            {
                await SendContentAsync(data, content, upload.Progress, final, end, stop).ConfigureAwait(false);
            }
            catch (FtpsException)
            {
                // The server's last word says more than a broken socket.
                last = await TryReadAsync(final, stop).ConfigureAwait(false);
                throw;
            }

            last = await StepDeadline.RunAsync(
                token => StepDeadline.WaitAsync(final, token),
                Timeouts.Reply,
                FtpsFailure.ReplyTimedOut,
                "the server to confirm the file",
                _control.Close,
                stop).ConfigureAwait(false);
            if (!last.IsCompletion)
            {
                throw new FtpsException(FtpsFailure.StoreRefused, $"The server answered {last} after the file was sent.");
            }

            _control.Order.Settled();
            FtpUploadResult result = await end.AwaitAsync(
                upload.AwaitsServerEnd ? _options.ServerEndPatience : TimeSpan.Zero, stop).ConfigureAwait(false);
            if (upload.ExpectsServerEnd && !result.ServerEndedTls)
            {
                _resumption.Broke();
            }

            return result;
        }
        catch (FtpsException e) when (e.Failure == FtpsFailure.StoreRefused && last is null)
        {
            throw;
        }
        catch (Exception e)
        {
            // Whatever it was, the caller's own log included: the file may have arrived.
            FtpsException doubt = InDoubt(e, last, stop);
            doubt.ServerEndedTls = _ended && end is { IsHeard: true };
            if (end is not null && !doubt.ServerEndedTls)
            {
                _resumption.Broke();
            }

            throw doubt;
        }
        finally
        {
            if (content is not null)
            {
                await content.EndAsync().ConfigureAwait(false);
            }
        }
    }

    private FtpsException InDoubt(Exception cause, FtpReply? last, CancellationToken stop)
    {
        string fact = cause is OperationCanceledException ? "It was stopped after STOR was sent."
            : last is not null
                && cause is FtpsException { Failure: not FtpsFailure.StoreRefused } ? cause.Message + " The server's last word: " + last
            : cause.Message;
        FtpReply? reply = last ?? (cause as FtpsException)?.Reply;
        if (stop.IsCancellationRequested || reply is null)
        {
            // The reply to this STOR may still come, and must not be taken for the reply to the next command.
            _control.Close();
        }

        return new FtpsException(FtpsFailure.StoreInDoubt, fact, cause)
        {
            Reply = reply,
            MayHaveArrived = true,
            SessionUsable = reply is not null && reply.Code != 421 && !_control.IsClosed,
            TlsAlert = (cause as FtpsException)?.TlsAlert,
        };
    }

    // The command is on its way: starts TLS on the data connection at once, and reads the first reply.
    private async Task<FtpReply> BeginAsync(FtpCommand command, FtpDataConnection data, FtpsFailure refused, CancellationToken stop)
    {
        Task secured = data.ProtectAsync(_handshake, _serverCertificate, Timeouts.Tls, stop);
        FtpReply first;
        try
        {
            first = await _control.ReadReplyAsync(command.Verb, Timeouts.Reply, FtpsFailure.ReplyTimedOut, stop).ConfigureAwait(false);
        }
        catch
        {
            await AbandonAsync(data, secured).ConfigureAwait(false);
            throw;
        }

        if (!first.IsPreliminary)
        {
            if (data.HasReceived)
            {
                // Its handshake is cut off below.
                _resumption.HandshakeFailed();
            }

            string? why = first.IsRefusal
                && refused == FtpsFailure.StoreRefused ? await WhyNotInStepAsync(data, stop).ConfigureAwait(false) : null;
            await AbandonAsync(data, secured).ConfigureAwait(false);
            if (why is not null)
            {
                _control.Close();
                throw DialogueOrder.Unproved(first, why);
            }

            return first.IsRefusal ? throw Refused(refused, command, first) : first;
        }

        try
        {
            await secured.ConfigureAwait(false);
        }
        catch (FtpsException e)
        {
            FtpReply? final = await TryReadAsync(
                _control.ReadFinalReplyAsync(command.Verb, AfterFailure, stop), stop).ConfigureAwait(false);
            _resumption.HandshakeFailed();
            _control.Close();
            throw DataFailure(e, final, data);
        }
        catch
        {
            // Stopped: the command's last reply is still to come, and the next command must not take it for its own.
            data.Abort();
            _control.Close();
            throw;
        }

        bool? resumed = IsTls12 ? data.Observer.Resumed : null;
        _resumption.Secured(resumed);
        _options.Observer?.DataSecured(resumed);
        string how = IsTls12 ? data.Observer.Resumed ? ", session reused" : ", session not reused" : string.Empty;
        _control.Log?.Write(ProtocolLogKind.Tls, "Data connection protected" + how + ".");
        return first;
    }

    // A refusal may be the late last word on an earlier transfer, and only the next question shows it: the answer to this STOR would be
    // there first.
    private async Task<string?> WhyNotInStepAsync(FtpDataConnection data, CancellationToken stop)
    {
        FtpReply reply;
        try
        {
            await _control.SendAsync(FtpCommand.Plain("PWD"), Timeouts.Reply, stop).ConfigureAwait(false);
            reply = await _control.ReadReplyAsync("PWD", Timeouts.Reply, FtpsFailure.ReplyTimedOut, stop).ConfigureAwait(false);
        }
        catch (FtpsException e)
        {
            return e.Message;
        }

        if (reply.Code == 257 && !data.HasReceived)
        {
            _control.Order.Settled();
            return null;
        }

        if (reply.Code != 421)
        {
            _control.Order.Overheard([reply]);
        }

        return reply.Code == 257 ? "it had begun to take the file." : $"asked PWD, it answered {reply}";
    }

    private async Task SendContentAsync(
        FtpDataConnection data, AheadReader content, Action<long>? progress, Task<FtpReply> final, UploadEnd end, CancellationToken stop)
    {
        using var idle = new IdleDeadline(Timeouts.TransferIdle, data.Abort, stop);
        try
        {
            long total = 0;
            int count;
            while ((count = await content.NextAsync().ConfigureAwait(false)) > 0)
            {
                // The next part is read, and hashed, while this one is encrypted and sent.
                idle.Touch();
                end.ThrowIfEnded(total, last: false);
                await WriteAsync(data, content.Part, count, final, total, idle.Token).ConfigureAwait(false);
                total += count;
                progress?.Invoke(total);
            }

            // A confirmation that is here before the file has ended confirms something else.
            _control.Settle();
            await ThrowIfSaidAsync(data, Task.CompletedTask, final, total).ConfigureAwait(false);
            end.ThrowIfEnded(total, last: true);
            idle.Touch();
            _ended = true;
            await data.FinishSendingAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // A file that cannot be read to its end must not end as if it were whole.
            data.Abort();
            throw idle.Explain(e);
        }
    }

    private async Task WriteAsync(
        FtpDataConnection data, byte[] buffer, int count, Task<FtpReply> final, long total, CancellationToken stop)
    {
        Task write = data.WriteAsync(buffer, count, stop);
        if (!write.IsCompleted)
        {
            await Task.WhenAny(write, final).ConfigureAwait(false);
        }

        await ThrowIfSaidAsync(data, write, final, total).ConfigureAwait(false);
        await write.ConfigureAwait(false);
    }

    // The server gave its verdict before the end: nothing more is written, and the end of the stream must not look orderly.
    private async Task ThrowIfSaidAsync(FtpDataConnection data, Task write, Task<FtpReply> final, long total)
    {
        if (!final.IsCompleted && _control.LastReply is not { IsPreliminary: false })
        {
            return;
        }

        data.Abort();
        await ObserveAsync(write).ConfigureAwait(false);
        FtpReply verdict = await final.ConfigureAwait(false);
        if (verdict.IsCompletion)
        {
            // It confirms something else, so what answers this file is still to come.
            _control.Close();
        }

        throw new FtpsException(FtpsFailure.ConnectionLost, $"The server ended the transfer after {total} bytes.") { Reply = verdict };
    }

    // Hands over what has come when a buffer is full, or when nothing more is there to be read at once and there is a portion, or the
    // first for a while: what is taken - written, hashed - is so while the rest is read.
    private async Task ReadToEndAsync(
        FtpDataConnection data, Func<byte[], int, int, Task> take, FtpsFailure incomplete, CancellationToken stop)
    {
        data.Observer.ReadAhead();
        byte[] filling = TransferBuffers.Rent();
        byte[] other = TransferBuffers.Rent();
        Task<int> reading = Task.FromResult(0);
        Task taken = Task.CompletedTask;
        int handedAt = Environment.TickCount - AWhile;
        using var idle = new IdleDeadline(Timeouts.TransferIdle, () => { data.Abort(); _control.Close(); }, stop);
        try
        {
            int count = 0, handed = 0, read;
            do
            {
                reading = ReadAsync(data, filling, count, incomplete, idle, stop);
                if (!reading.IsCompleted
                    && handed < count
                    && taken.IsCompleted
                    && (count - handed >= TransferBuffers.Portion || Environment.TickCount - handedAt >= AWhile))
                {
                    handedAt = Environment.TickCount;
                    await taken.ConfigureAwait(false);
                    taken = take(filling, handed, count - handed);
                    handed = count;
                }

                if (!reading.IsCompleted
                    && taken.Status != TaskStatus.RanToCompletion
                    && await Task.WhenAny(reading, taken).ConfigureAwait(false) == taken)
                {
                    // The server may have nothing more to say for long to a disk that is full.
                    await taken.ConfigureAwait(false);
                }

                read = await reading.ConfigureAwait(false);
                count += read;
                idle.Touch();
                if (read == 0 || count == TransferBuffers.Size)
                {
                    // One is taken at a time, so the other buffer is free.
                    await taken.ConfigureAwait(false);
                    taken = handed < count ? take(filling, handed, count - handed) : Task.CompletedTask;
                    (filling, other) = (other, filling);
                    count = handed = 0;
                }
            }
            while (read > 0);

            data.Observer.EndReadAhead();
            await taken.ConfigureAwait(false);
        }
        catch (Exception e) when (e is not FtpsException { SessionUsable: true })
        {
            // A full disk, say: the dialogue is in the middle of a transfer and cannot go on.
            data.Abort();
            _control.Close();
            throw;
        }
        finally
        {
            // Whatever still reads or writes would do so in a buffer that belongs to someone else by then.
            await Task.WhenAny(reading).ConfigureAwait(false);
            await Task.WhenAny(taken).ConfigureAwait(false);
            TransferBuffers.Return(filling);
            TransferBuffers.Return(other);
        }
    }

    // One read; TLS gives a record at most, 16 KiB.
    private async Task<int> ReadAsync(
        FtpDataConnection data, byte[] buffer, int offset, FtpsFailure incomplete, IdleDeadline idle, CancellationToken stop)
    {
        try
        {
            return await data.Stream!.ReadAsync(buffer, offset, TransferBuffers.Size - offset, idle.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            Exception what = idle.Explain(e);
            if (what is not FtpsException { Failure: FtpsFailure.ConnectionLost } broken)
            {
                throw what;
            }

            _resumption.Broke();
            FtpReply? final = await TryReadAsync(
                _control.ReadFinalReplyAsync("the transfer", AfterFailure, stop), stop).ConfigureAwait(false);
            throw DataFailure(new FtpsException(incomplete, broken.Message, e), final, data);
        }
    }

    private async Task FinishReadingAsync(
        FtpCommand command, FtpDataConnection data, FtpsFailure incomplete, bool sizeKnown, CancellationToken stop)
    {
        // Our close_notify too, or the session may not be resumed by the next transfer.
        await ObserveAsync(data.Stream!.ShutdownAsync()).ConfigureAwait(false);
        _resumption.ReadToEnd(inOrder: data.Observer.EndedWithCloseNotify);
        FtpReply final = await _control.ReadFinalReplyAsync(command.Verb, Timeouts.Reply, stop).ConfigureAwait(false);
        if (!final.IsCompletion)
        {
            throw DataFailure(
                new FtpsException(incomplete, $"The server ended the transfer with {final}.") { SessionUsable = final.Code != 421 },
                final,
                data);
        }

        if (data.Observer.EndedWithCloseNotify)
        {
            return;
        }

        if (!sizeKnown)
        {
            throw new FtpsException(
                incomplete,
                "The data connection ended without close_notify, and no size vouches for the whole: it may have been"
                    + " cut.") { SessionUsable = true };
        }

        _control.Log?.Write(ProtocolLogKind.Tls, "The data connection ended without close_notify; the listed size decides.");
    }

    // A server that insists on session reuse says so only by failing the transfer with a reply of its own wording.
    private FtpsException DataFailure(FtpsException cause, FtpReply? final, FtpDataConnection data)
    {
        bool refused = final is { Code: 425 or 522 or 435 or 450 or 421 };
        bool resumed = IsTls12 && data.Observer.Resumed;
        bool reuse = refused
            && !resumed
            && !_resumption.HasResumed
            && (final!.Mentions("reuse", "resum", "session") || (final.Code == 425 && final.Mentions("not permitted")));
        FtpsFailure failure = reuse ? FtpsFailure.TlsSessionReuseRequired
            : cause.Failure is FtpsFailure.DataCertificateChanged or FtpsFailure.TransferTimedOut or FtpsFailure.ListingIncomplete
                or FtpsFailure.RetrieveIncomplete ? cause.Failure
            : FtpsFailure.DataHandshakeFailed;
        string message = final is null
            || cause.Message.Contains(final.Text) ? cause.Message : cause.Message + " The server's last word: " + final;
        return new FtpsException(failure, message, cause)
        {
            Reply = final,
            SessionUsable = final is not null && final.Code != 421 && !_control.IsClosed,
            TlsAlert = cause.TlsAlert,
        };
    }

    private static FtpsException Refused(FtpsFailure failure, FtpCommand command, FtpReply reply) =>
        new(failure, $"The server answered {command.Display} with {reply}") { Reply = reply, SessionUsable = reply.Code != 421 };

    private async Task<FtpReply?> TryReadAsync(Task<FtpReply> reply, CancellationToken stop)
    {
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
            limit.CancelAfter(AfterFailure);
            return await StepDeadline.WaitAsync(reply, limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is FtpsException or OperationCanceledException)
        {
            return null;
        }
    }

    private static async Task AbandonAsync(FtpDataConnection data, Task secured)
    {
        data.Abort();
        await ObserveAsync(secured).ConfigureAwait(false);
    }

    // The outcome is known from elsewhere; the task's own failure adds nothing.
    private static async Task ObserveAsync(Task task)
    {
        try
        {
            await task.ConfigureAwait(false);
        }
        catch (Exception e)
            when (e is FtpsException or IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException
                or System.Net.Sockets.SocketException)
        {
        }
    }
}
