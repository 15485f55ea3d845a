using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ftp.Tls;
using SkatFtps.Text;

namespace SkatFtps.Ftp;

/// <summary>The control connection (RFC 959, 2.3): commands out, replies in, in clear until <see cref="ProtectAsync"/>.</summary>
internal sealed class FtpControlConnection : IDisposable
{
    /// <summary>What has come needs a moment to pass through TLS.</summary>
    internal static readonly TimeSpan Passage = TimeSpan.FromSeconds(1);

    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[4096];
    private readonly FtpReplyReader _reader = new();
    private readonly NetworkStream _network;
    private Stream _stream;

    // Always outstanding once TLS stands: nothing that comes unasked stays unseen in the socket or in TLS.
    private Task<int>? _reading;
    private volatile FtpReply? _lastReply;

    private FtpControlConnection(Socket socket)
    {
        _socket = socket;
        _network = new NetworkStream(socket, ownsSocket: true);
        _stream = _network;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        Peer = ((IPEndPoint)socket.RemoteEndPoint!).Address;
    }

    /// <summary>The server's address; data connections go here and nowhere else.</summary>
    public IPAddress Peer { get; }

    /// <summary>Set by the owner before each operation.</summary>
    public IProtocolLog? Log { get; set; }

    public TlsRecordObserver? Observer { get; private set; }

    public SslStream? Tls { get; private set; }

    /// <summary>While it is set, replies are freed of it before anyone sees them: a server may echo what it was told.</summary>
    public string? Secret { get; set; }

    public bool IsClosed { get; private set; }

    /// <summary>Whether the replies answer what was asked.</summary>
    public DialogueOrder Order { get; } = new();

    /// <summary>The reply that was read last, whoever awaits it; null before the greeting.</summary>
    public FtpReply? LastReply => _lastReply;

    public static async Task<FtpControlConnection> ConnectAsync(
        string host, int port, FtpsTimeouts timeouts, IProtocolLog? log, IFtpsObserver? observer, CancellationToken stop)
    {
        Socket socket = await TcpDialer.ConnectAsync(host, port, timeouts.Connect, observer, stop).ConfigureAwait(false);
        var connection = new FtpControlConnection(socket) { Log = log };
        observer?.Reached(FtpsStep.Connected, $"{connection.Peer} port {port}");
        log?.Write(ProtocolLogKind.Note, $"Connected to {host} ({connection.Peer}) port {port}.");
        return connection;
    }

    /// <summary>True while the peer has neither closed nor said anything unasked (a 421 before it hangs up).</summary>
    public bool LooksAlive()
    {
        if (IsClosed)
        {
            return false;
        }

        List<FtpReply> pending = TakePending(out bool nothing);
        if (!nothing)
        {
            Close();
            pending.RemoveAll(reply => reply.Code == 421);
            if (pending.Count > 0)
            {
                Order.Overheard(pending);
            }
        }

        return nothing;
    }

    /// <summary>
    /// To be called as the last thing before a command is written: whatever lies there unread would be taken for the answer to it.
    /// </summary>
    /// <exception cref="FtpsException">RepliesOutOfStep, ConnectionLost; the connection is closed, and nothing was written.</exception>
    public void EnsureNothingPending(string verb)
    {
        if (IsClosed)
        {
            throw new FtpsException(FtpsFailure.ConnectionLost, $"The connection was closed before {verb}.");
        }

        List<FtpReply> pending = TakePending(out bool nothing);
        if (nothing)
        {
            return;
        }

        bool ended = (IsClosed || pending.Count > 0) && pending.TrueForAll(reply => reply.Code == 421);
        Close();
        throw ended
            ? new FtpsException(
                FtpsFailure.ConnectionLost,
                "The server ended the connection before"
                    + $" {verb}{string.Concat(pending.ConvertAll(reply => ": " + reply))}") { MayGoAnew = true }
            : Order.Pending(verb, pending);
    }

    /// <summary>Returns when a reply that has come already was read by whoever awaits one.</summary>
    public void Settle()
    {
        try
        {
            SpinWait.SpinUntil(() => IsClosed || (Observer!.IsWaiting && !_socket.Poll(0, SelectMode.SelectRead)), Passage);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Gone, and whoever awaits a reply is told so.
        }
    }

    /// <exception cref="FtpsException">RepliesOutOfStep: the command was not written. ConnectionLost.</exception>
    public Task SendAsync(FtpCommand command, TimeSpan limit, CancellationToken stop)
    {
        EnsureNothingPending(command.Verb);
        return WriteAsync(command, limit, stop);
    }

    /// <summary>Writes a command, whatever lies there unread.</summary>
    /// <exception cref="FtpsException">ConnectionLost.</exception>
    public async Task WriteAsync(FtpCommand command, TimeSpan limit, CancellationToken stop)
    {
        Log?.Write(ProtocolLogKind.Command, command.Display);
        Order.Asked = command.Verb;
        try
        {
            await StepDeadline.RunAsync(
                token => _stream.WriteAsync(command.Wire, 0, command.Wire.Length, token),
                limit, FtpsFailure.ReplyTimedOut, $"the server to take {command.Verb}", Close, stop).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or SocketException or InvalidOperationException)
        {
            throw Lost(command.Verb, e);
        }
    }

    /// <summary>Reads the next reply, joined over its lines.</summary>
    /// <param name="to">The command it answers, for messages.</param>
    /// <param name="limit">Its deadline.</param>
    /// <param name="late">The failure when the deadline passes.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<FtpReply> ReadReplyAsync(string to, TimeSpan limit, FtpsFailure late, CancellationToken stop)
    {
        FtpReply reply = await StepDeadline.RunAsync(
            token => ReadReplyCoreAsync(to, token), limit, late, "the reply to " + to, Close, stop).ConfigureAwait(false);
        if (!string.IsNullOrEmpty(Secret))
        {
            reply = reply.Without(Secret!);
        }

        foreach (string line in reply.Lines)
        {
            Log?.Write(ProtocolLogKind.Reply, reply.Code + " " + line);
        }

        if (reply.Code == 421)
        {
            // The server says that it closes the connection (RFC 959, 4.2.1); whether it has done so yet does not matter.
            Close();
        }

        try
        {
            Order.Answered(reply);
        }
        catch (FtpsException)
        {
            Close();
            throw;
        }

        return reply;
    }

    /// <summary>
    /// Reads the last reply to a transfer; what the server says before it is read over, at most <see cref="FtpReplyCodes.MostPreliminary"/>
    /// times.
    /// </summary>
    public async Task<FtpReply> ReadFinalReplyAsync(string to, TimeSpan limit, CancellationToken stop)
    {
        for (int over = 0; ; over++)
        {
            FtpReply reply = await ReadReplyAsync(to, limit, FtpsFailure.ReplyTimedOut, stop).ConfigureAwait(false);
            if (!reply.IsPreliminary)
            {
                return reply;
            }

            if (over == FtpReplyCodes.MostPreliminary)
            {
                Close();
                throw new FtpsException(
                    FtpsFailure.ReplyUnexpected,
                    $"The server said more than {over} times that {to} goes on, and not how it ended.") { Reply = reply };
            }
        }
    }

    /// <summary>Nothing may follow the reply to AUTH TLS in clear.</summary>
    /// <exception cref="FtpsException">ClearTextBeforeTls.</exception>
    public void EnsureSilence()
    {
        if (_reader.HasMore || _socket.Available > 0)
        {
            throw new FtpsException(FtpsFailure.ClearTextBeforeTls, "Clear text followed the server's reply to AUTH TLS. Someone between"
                + " here and the server may be speaking for it.");
        }
    }

    /// <summary>Turns the connection into TLS; called right after the reply to AUTH TLS.</summary>
    public async Task ProtectAsync(TlsHandshake handshake, TimeSpan limit, CancellationToken stop)
    {
        EnsureSilence();
        Observer = new TlsRecordObserver(_network);
        Tls = await StepDeadline.RunAsync(
            token => handshake.AuthenticateAsync(Observer, null, token),
            limit,
            FtpsFailure.TlsTimedOut,
            "the TLS handshake",
            Close,
            stop).ConfigureAwait(false);
        _stream = Tls;
    }

    public void Close()
    {
        IsClosed = true;
        _socket.Dispose();
    }

    public void Dispose()
    {
        Close();
        _stream.Dispose();
    }

    private async Task<FtpReply> ReadReplyCoreAsync(string to, CancellationToken stop)
    {
        while (true)
        {
            FtpReply? reply = _reader.Next();
            if (reply is not null)
            {
                _lastReply = reply;
                if (Tls is not null)
                {
                    _ = Reading();
                }

                return reply;
            }

            int read;
            try
            {
                read = await StepDeadline.WaitAsync(Reading(), stop).ConfigureAwait(false);
                _reading = null;
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException or SocketException or InvalidOperationException)
            {
                throw Lost(to, e);
            }

            if (read == 0)
            {
                throw Lost(to, null);
            }

            try
            {
                _reader.Feed(_buffer, 0, read);
            }
            catch (FtpsException e) when (!string.IsNullOrEmpty(Secret))
            {
                // The message quotes the server, which may quote the secret.
                throw new FtpsException(e.Failure, $"The server answered {to} with something that is no reply.");
            }
        }
    }

    // The read that is outstanding, begun where there is none.
    private Task<int> Reading()
    {
        if (_reading is null)
        {
            _reading = _stream.ReadAsync(_buffer, 0, _buffer.Length, CancellationToken.None);
            _ = _reading.ContinueWith(
                read => _ = read.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }

        return _reading;
    }

    // Whole replies that lie there unread. Bytes that hold none, such as a ticket of TLS 1.3, are passed on to TLS and are nothing.
    private List<FtpReply> TakePending(out bool nothing)
    {
        var pending = new List<FtpReply>();
        try
        {
            nothing = Tls is null ? !_reader.HasMore && !_socket.Poll(0, SelectMode.SelectRead) : ReadWhatHasCome();
        }
        catch (FtpsException)
        {
            // Something that is no reply at all.
            nothing = false;
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            Close();
            nothing = false;
        }

        while (_reader.Next() is { } reply)
        {
            pending.Add(reply);
        }

        foreach (FtpReply reply in pending)
        {
            Log?.Write(ProtocolLogKind.Reply, reply + " (unasked)");
        }

        return pending;
    }

    // True when nothing had come.
    private bool ReadWhatHasCome()
    {
        Task<int> reading = Reading();
        while (true)
        {
            bool passed = SpinWait.SpinUntil(
                () => reading.IsCompleted || (Observer!.IsWaiting && !_socket.Poll(0, SelectMode.SelectRead)), Passage);
            if (!reading.IsCompleted)
            {
                return passed && !_reader.HasMore;
            }

            int read = reading.GetAwaiter().GetResult();
            _reading = null;
            if (read == 0)
            {
                Close();
                return false;
            }

            _reader.Feed(_buffer, 0, read);
            reading = Reading();
        }
    }

    private FtpsException Lost(string to, Exception? cause)
    {
        Close();
        string how = cause is null
            ? "The server closed the connection"
            : "The connection broke (" + Printable.Escape(cause.GetBaseException().Message).TrimEnd('.') + ")";
        return new FtpsException(FtpsFailure.ConnectionLost, $"{how} instead of answering {to}.", cause);
    }
}
