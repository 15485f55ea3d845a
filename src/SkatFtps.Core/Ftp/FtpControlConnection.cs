using System;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ftp.Tls;

namespace SkatFtps.Ftp;

/// <summary>The control connection (RFC 959, 2.3): commands out, replies in, in clear until <see cref="ProtectAsync"/>.</summary>
internal sealed class FtpControlConnection : IDisposable
{
    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[4096];
    private readonly FtpReplyReader _reader = new();
    private readonly NetworkStream _network;
    private Stream _stream;

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

    public static async Task<FtpControlConnection> ConnectAsync(string host, int port, FtpsTimeouts timeouts, IProtocolLog? log, IFtpsObserver? observer, CancellationToken stop)
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
        try
        {
            return !IsClosed && !_reader.HasMore && !_socket.Poll(0, SelectMode.SelectRead);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <exception cref="FtpsException">ConnectionLost.</exception>
    public async Task SendAsync(FtpCommand command, TimeSpan limit, CancellationToken stop)
    {
        Log?.Write(ProtocolLogKind.Command, command.Display);
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
        FtpReply reply = await StepDeadline.RunAsync(token => ReadReplyCoreAsync(to, token), limit, late, "the reply to " + to, Close, stop).ConfigureAwait(false);
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

        return reply;
    }

    /// <summary>Nothing may follow the reply to AUTH TLS in clear.</summary>
    /// <exception cref="FtpsException">ClearTextBeforeTls.</exception>
    public void EnsureSilence()
    {
        if (_reader.HasMore)
        {
            throw new FtpsException(FtpsFailure.ClearTextBeforeTls, "Clear text followed the server's reply to AUTH TLS. Someone between here and the server may be speaking for it.");
        }
    }

    /// <summary>Turns the connection into TLS; called right after the reply to AUTH TLS.</summary>
    public async Task ProtectAsync(TlsHandshake handshake, TimeSpan limit, CancellationToken stop)
    {
        EnsureSilence();
        Observer = new TlsRecordObserver(_network);
        Tls = await StepDeadline.RunAsync(
            token => handshake.AuthenticateAsync(Observer, null, token), limit, FtpsFailure.TlsTimedOut, "the TLS handshake", Close, stop).ConfigureAwait(false);
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
                return reply;
            }

            int read;
            try
            {
                read = await _stream.ReadAsync(_buffer, 0, _buffer.Length, stop).ConfigureAwait(false);
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

    private FtpsException Lost(string to, Exception? cause)
    {
        Close();
        string how = cause is null ? "The server closed the connection" : "The connection broke (" + FtpText.Escape(cause.GetBaseException().Message).TrimEnd('.') + ")";
        return new FtpsException(FtpsFailure.ConnectionLost, $"{how} instead of answering {to}.", cause);
    }
}
