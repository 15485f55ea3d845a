using System;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Simulator.Data;
using SkatFtps.Simulator.Scripting;

namespace SkatFtps.Simulator.Control;

/// <summary>The control connection: lines in, replies out, in the clear until TLS is put on.</summary>
internal sealed class ControlChannel : IAsyncDisposable
{
    private const int LongestLine = 4096;
    private const byte TelnetIac = 0xFF;
    private const byte TelnetFirstCommand = 0xF0;

    private readonly Socket _socket;
    private readonly Encoding _encoding;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly byte[] _buffer = new byte[LongestLine];
    private readonly TlsRecordStream _records;
    private Stream _stream;
    private SslStream? _tls;
    private int _from;
    private int _until;

    internal ControlChannel(Socket socket, Encoding encoding)
    {
        _socket = socket;
        _socket.NoDelay = true;
        _encoding = encoding;
        _stream = _records = new TlsRecordStream(socket);
        Peer = ((IPEndPoint)socket.RemoteEndPoint!).Address;
        Local = ((IPEndPoint)socket.LocalEndPoint!).Address;
    }

    internal IPAddress Peer { get; }

    internal IPAddress Local { get; }

    internal bool IsSecure => _tls is not null;

    internal X509Certificate2? ClientCertificate => (X509Certificate2?)_tls?.RemoteCertificate;

    /// <summary>Set by a script's Hang: nothing is said any more.</summary>
    internal bool Muted { get; set; }

    /// <summary>Reads one line without its end, or null when the peer has closed.</summary>
    /// <exception cref="InvalidDataException">The line is longer than any command can be.</exception>
    internal async Task<string?> ReadLineAsync(CancellationToken stop)
    {
        using MemoryStream line = new();
        while (true)
        {
            while (_from < _until)
            {
                byte one = _buffer[_from++];
                if (one == '\n')
                {
                    return Decode(line);
                }
                // ABOR may come with the Telnet interrupt before it (RFC 959, 4.1.3).
                if (one == TelnetIac || (one >= TelnetFirstCommand && line.Length == 0))
                {
                    continue;
                }

                line.WriteByte(one);
                if (line.Length > LongestLine)
                {
                    throw new InvalidDataException("A command line is too long.");
                }
            }

            _from = 0;
            _until = await _stream.ReadAsync(_buffer, stop).ConfigureAwait(false);
            if (_until == 0)
            {
                return null;
            }
        }
    }

    /// <summary>What the script wants right behind the next reply, or null.</summary>
    internal (int Code, string Text)? Behind { get; set; }

    /// <summary>Sends a reply; a line feed in the text makes it a multi-line one (RFC 959, 4.2).</summary>
    internal Task ReplyAsync(int code, string text, CancellationToken stop)
    {
        StringBuilder reply = new();
        Append(reply, code, text);
        if (Behind is { } behind)
        {
            Behind = null;
            Append(reply, behind.Code, behind.Text);
        }

        return WriteAsync(_encoding.GetBytes(reply.ToString()), stop);
    }

    private static void Append(StringBuilder reply, int code, string text)
    {
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            bool last = i == lines.Length - 1;
            if (last)
            {
                reply.Append(code).Append(' ');
            }
            else if (i == 0)
            {
                reply.Append(code).Append('-');
            }
            else if (!lines[i].StartsWith(' '))
            {
                reply.Append(' ');
            }

            reply.Append(lines[i]).Append("\r\n");
        }
    }

    internal async Task WriteAsync(byte[] bytes, CancellationToken stop)
    {
        await _writing.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            if (!Muted)
            {
                await _stream.WriteAsync(bytes, stop).ConfigureAwait(false);
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Puts TLS on. What was read in the clear beyond AUTH is thrown away, so that nobody can plant commands.</summary>
    internal async Task SecureAsync(GatewayTls server, HandshakeFault fault, CancellationToken stop)
    {
        _from = _until = 0;
        _records.BeginHandshake();
        _records.RefusesCertificate = fault.RejectClientCertificate;
        SslStream tls = new(_records, leaveInnerStreamOpen: false);
        _stream = tls;
        try
        {
            await tls.AuthenticateAsServerAsync(server.Server(fault, () => _records.Resumed, Drop), stop).ConfigureAwait(false);
        }
        catch (AuthenticationException) when (!fault.DropAfterClientCertificate)
        {
            await LetAlertArriveAsync(stop).ConfigureAwait(false);
            throw;
        }

        _tls = tls;
    }

    // A client that thinks the handshake done has sent its next command; a close over unread bytes is a reset, which takes the alert away.
    private async Task LetAlertArriveAsync(CancellationToken stop)
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
            while (await _socket.ReceiveAsync(_buffer, stop).ConfigureAwait(false) > 0)
            {
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // The client is gone and reads no alert, or the gateway stops; the handshake's failure is what is told.
        }
    }

    internal void Drop() => SocketFaults.Drop(_socket);

    internal void Reset() => SocketFaults.Reset(_socket);

    /// <summary>Says close_notify and closes.</summary>
    internal async Task CloseAsync()
    {
        if (_tls is not null)
        {
            await _tls.ShutdownAsync().ConfigureAwait(false);
        }

        Drop();
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync().ConfigureAwait(false);
        _socket.Dispose();
        _writing.Dispose();
    }

    private string Decode(MemoryStream line)
    {
        string text = _encoding.GetString(line.GetBuffer(), 0, (int)line.Length);
        return text.EndsWith('\r') ? text.Substring(0, text.Length - 1) : text;
    }
}
