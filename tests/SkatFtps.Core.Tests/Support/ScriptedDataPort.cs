using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace SkatFtps.Core.Tests.Support;

/// <summary>The server's side of one data connection, moved by the <c>!data</c> lines of a transcript.</summary>
internal sealed class ScriptedDataPort : IDisposable
{
    private readonly Socket _listener;
    private readonly List<Socket> _fillers = new();
    private readonly Func<string, SslServerAuthenticationOptions> _tlsOptions;
    private Socket? _socket;
    private RecordWatchingStream? _records;
    private SslStream? _tls;

    /// <param name="tlsOptions">The options of a handshake with the certificate of a name.</param>
    public ScriptedDataPort(Func<string, SslServerAuthenticationOptions> tlsOptions)
    {
        _tlsOptions = tlsOptions;
        _listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
    }

    public int Port { get; }

    public void Listen() => _listener.Listen(1);

    public async Task ProtectAsync(string certificate)
    {
        await AcceptAsync();
        _tls = new SslStream(_records!);
        await _tls.AuthenticateAsServerAsync(_tlsOptions(certificate));
    }

    public async Task SendAsync(byte[] content)
    {
        if (_tls is null)
        {
            await ProtectAsync("server");
        }

        await _tls!.WriteAsync(content);
    }

    /// <summary>Sends without TLS.</summary>
    public async Task SendClearAsync(byte[] content)
    {
        await AcceptAsync();
        await _socket!.SendAsync(content);
    }

    /// <summary>
    /// Ends what the server sends: close_notify, where it is wanted, and FIN. The socket stays, or an RST could overtake the data.
    /// </summary>
    public async Task EndAsync(bool closeNotify)
    {
        if (_tls is null)
        {
            await ProtectAsync("server");
        }

        if (closeNotify)
        {
            await _tls!.ShutdownAsync();
        }

        _socket!.Shutdown(SocketShutdown.Send);
    }

    /// <summary>Says close_notify and leaves TCP open, as RFC 5246, 7.2.1, allows until the client's own has come.</summary>
    public Task CloseNotifyAsync() => _tls!.ShutdownAsync();

    public async Task ResetAsync()
    {
        await AcceptAsync();
        _socket!.LingerState = new LingerOption(true, 0);
        _socket.Dispose();
    }

    /// <summary>Reads to the end, or at least so many bytes.</summary>
    public async Task<DataReceived> ReceiveAsync(int atLeast)
    {
        if (_tls is null)
        {
            await ProtectAsync("server");
        }

        var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        try
        {
            int read;
            while (content.Length < atLeast && (read = await _tls!.ReadAsync(buffer)) > 0)
            {
                content.Write(buffer, 0, read);
            }

            return content.Length >= atLeast
                ? new DataReceived(content.ToArray(), DataEnd.FinWithoutCloseNotify)
                : new DataReceived(content.ToArray(), await AwaitEndAsync());
        }
        catch (IOException e) when (e.GetBaseException() is SocketException)
        {
            return new DataReceived(content.ToArray(), DataEnd.Reset);
        }
    }

    /// <summary>Waits until the client ends the connection, reading nothing of what it says.</summary>
    public async Task<DataEnd> AwaitEndAsync()
    {
        await AcceptAsync();
        var buffer = new byte[64 * 1024];
        try
        {
            while (await _records!.ReadAsync(buffer) > 0)
            {
            }
        }
        catch (IOException e) when (e.GetBaseException() is SocketException)
        {
            return DataEnd.Reset;
        }

        return _records.ReceivedTypes.Count > 0
            && _records.ReceivedTypes[^1] == 21 ? DataEnd.CloseNotifyThenFin : DataEnd.FinWithoutCloseNotify;
    }

    /// <summary>Makes the port one that a connection to neither reaches nor is refused by: its queue is full and nobody accepts.</summary>
    public void Clog()
    {
        _listener.Listen(0);
        for (int i = 0; i < 8; i++)
        {
            var filler = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            _fillers.Add(filler);
            try
            {
                filler.Connect(new IPEndPoint(IPAddress.Loopback, Port));
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
            {
                // On its way; it needs not arrive.
            }
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        _fillers.ForEach(filler => filler.Dispose());
        _socket?.Dispose();
    }

    private async Task AcceptAsync()
    {
        if (_socket is null)
        {
            _socket = await _listener.AcceptAsync();
            _socket.NoDelay = true;
            _records = new RecordWatchingStream(new NetworkStream(_socket));
        }
    }
}
