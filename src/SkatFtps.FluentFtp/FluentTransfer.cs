using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;
using FluentFTP;
using FluentFTP.Exceptions;
using SkatFtps.Files;
using SkatFtps.Ftp;
using SkatFtps.Ftp.Tls;
using SkatFtps.Text;
using FtpReply = SkatFtps.Ftp.FtpReply;

namespace SkatFtps.FluentFtp;

/// <summary>Data connections opened by FluentFTP, and what their failures mean.</summary>
internal sealed class FluentTransfer(FluentClient client, TlsSettings tls, FluentLog log)
{
    // A firewall that passes only part of the range lets some ports through.
    private const int Ports = 3;

    private static readonly TimeSpan LastWord = TimeSpan.FromSeconds(5);

    private readonly FluentClient _client = client;
    private readonly TlsSettings _tls = tls;
    private readonly FluentLog _log = log;

    // What the server has to say of a broken transfer gets less time than any other reply.
    public TimeSpan AfterFailure => Timeouts.Reply < LastWord ? Timeouts.Reply : LastWord;

    private FtpsTimeouts Timeouts => _tls.Options.Timeouts;

    // TLS 1.3 hides from an observer what 1.2 shows: resumption and close_notify.
    private bool IsTls12 => _tls.Session!.Protocol == SslProtocols.Tls12;

    /// <summary>Opens a data connection for a command.</summary>
    /// <exception cref="FtpsException">
    /// <paramref name="refused"/>: 4yz or 5yz to the command itself. ReplyUnexpected with a reply: 2yz or 3yz in place of 1yz.
    /// DataPortUnreachable, PassiveRefused: the command was not written.
    /// </exception>
    public async Task<OpenedData> OpenAsync(
        FtpCommand command, FtpsFailure refused, Func<CancellationToken, Task>? sending, CancellationToken stop)
    {
        var tried = new List<int>();
        while (true)
        {
            try
            {
                FtpDataStream stream = await _client.OpenAsync(command, sending, stop).ConfigureAwait(false);
                string how = IsTls12 ? _tls.Data!.Observer!.Resumed ? ", session reused" : ", session not reused" : string.Empty;
                _log.Note(ProtocolLogKind.Tls, "Data connection protected" + how + ".");
                return new OpenedData(stream, _tls.Data!);
            }
            catch (DataPortException e) when (tried.Count + 1 < Ports)
            {
                tried.Add(e.Port);
                _log.Note(ProtocolLogKind.Warning, $"Data port {e.Port} cannot be reached ({e.Message.TrimEnd('.')}); asking for another.");
            }
            catch (DataPortException e)
            {
                tried.Add(e.Port);
                throw new FtpsException(
                    FtpsFailure.DataPortUnreachable,
                    $"None of the data ports {string.Join(", ", tried)} of {_client.Peer} can be reached: {e.Message}",
                    e.Cause)
                {
                    SessionUsable = true,
                };
            }
            catch (FtpsException e) when (e == _tls.Data?.Failure && e.Failure != FtpsFailure.ReplyUnexpected)
            {
                throw DataFailure(e, await TryReadAsync(stop).ConfigureAwait(false), _tls.Data!);
            }
            catch (FtpException e)
            {
                throw Explain(e, command, refused);
            }
        }
    }

    public async Task ReadToEndAsync(OpenedData data, Func<byte[], int, Task> take, FtpsFailure incomplete, CancellationToken stop)
    {
        byte[] buffer = TransferBuffers.Rent();
        using var idle = new IdleDeadline(Timeouts.TransferIdle, () => { data.Tls.Abort(); _client.Control.Shut(); }, stop);
        try
        {
            while (true)
            {
                int read = await ReadAsync(data, buffer, idle, incomplete, stop).ConfigureAwait(false);
                if (read == 0)
                {
                    return;
                }

                idle.Touch();
                await take(buffer, read).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is not FtpsException { SessionUsable: true })
        {
            // A full disk, say: the dialogue is in the middle of a transfer and cannot go on.
            data.Tls.Abort();
            _client.Control.Shut();
            throw;
        }
        finally
        {
            TransferBuffers.Return(buffer);
        }
    }

    public async Task FinishReadingAsync(OpenedData data, FtpsFailure incomplete, bool sizeKnown, CancellationToken stop)
    {
        try
        {
            // Our close_notify too, or the session may not be resumed by the next transfer.
            await data.Tls.FinishAsync().ConfigureAwait(false);
        }
        catch (Exception e)
            when (e is IOException or ObjectDisposedException or InvalidOperationException or System.Net.Sockets.SocketException)
        {
            _log.Note(ProtocolLogKind.Tls, "The server left the data connection before it was closed.");
        }

        FtpReply final = await _client.ReadReplyAsync(Timeouts.Reply, "the reply to " + _client.Control.Verb, stop).ConfigureAwait(false);
        if (!final.IsCompletion)
        {
            throw DataFailure(
                new FtpsException(incomplete, $"The server ended the transfer with {final}.") { SessionUsable = final.Code != 421 },
                final,
                data.Tls);
        }

        if (data.Tls.Observer!.EndedWithCloseNotify || !IsTls12)
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

        _log.Note(ProtocolLogKind.Tls, "The data connection ended without close_notify; the listed size decides.");
    }

    private async Task<int> ReadAsync(OpenedData data, byte[] buffer, IdleDeadline idle, FtpsFailure incomplete, CancellationToken stop)
    {
        try
        {
            return await data.Stream.ReadAsync(buffer, 0, buffer.Length, idle.Token).ConfigureAwait(false);
        }
        catch (Exception e)
            when (e is IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException
                or TimeoutException)
        {
            Exception what = idle.Explain(e);
            if (what is not FtpsException { Failure: FtpsFailure.ConnectionLost } broken)
            {
                throw what;
            }

            throw DataFailure(new FtpsException(incomplete, broken.Message, e), await TryReadAsync(stop).ConfigureAwait(false), data.Tls);
        }
    }

    private FtpsException Explain(FtpException e, FtpCommand command, FtpsFailure refused)
    {
        ControlStream control = _client.Control;
        if (control.IsClosed && control.Last is not { Code: 421 })
        {
            return new FtpsException(
                FtpsFailure.ConnectionLost, $"The connection was lost before {command.Verb}: {Printable.Escape(e.Message)}", e);
        }

        return e is FtpCommandException && _client.Placed
            ? new FtpsException(refused, $"The server answered {command.Display} with {control.Last}", e)
            {
                Reply = control.Last,
                SessionUsable = control.Last!.Code != 421,
            }
            : new FtpsException(FtpsFailure.PassiveRefused, $"The server gives no data port: {control.Last}", e)
            {
                Reply = control.Last,
                SessionUsable = control.Last!.Code != 421,
            };
    }

    // A server that insists on session reuse says so only by failing the transfer with a reply of its own wording.
    private FtpsException DataFailure(FtpsException cause, FtpReply? final, ProtectedStream data)
    {
        bool refused = final is { Code: 425 or 522 or 435 or 450 or 421 };
        bool resumed = IsTls12 && data.Observer!.Resumed;
        bool reuse = refused
            && !resumed
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
            SessionUsable = final is not null && final.Code != 421 && !_client.Control.IsClosed,
            TlsAlert = cause.TlsAlert,
        };
    }

    private async Task<FtpReply?> TryReadAsync(CancellationToken stop)
    {
        try
        {
            return await _client.ReadReplyAsync(AfterFailure, "the server's last word", stop).ConfigureAwait(false);
        }
        catch (Exception e) when (e is FtpsException or OperationCanceledException or InvalidOperationException)
        {
            return null;
        }
    }
}
