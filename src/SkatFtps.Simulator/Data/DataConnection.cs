using System;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Simulator.Control;
using SkatFtps.Simulator.Scripting;

namespace SkatFtps.Simulator.Data;

/// <summary>One data connection under TLS.</summary>
internal sealed class DataConnection : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly TlsRecordStream _records;
    private readonly SslStream _tls;

    internal DataConnection(Socket socket)
    {
        _socket = socket;
        _socket.NoDelay = true;
        _records = new TlsRecordStream(socket);
        _tls = new SslStream(_records, leaveInnerStreamOpen: false);
    }

    internal bool Resumed => _records.Resumed;

    /// <summary>True once the connection was taken down on purpose, whichever way.</summary>
    internal bool Ended { get; private set; }

    /// <summary>True once the connection was taken down without close_notify.</summary>
    internal bool Cut { get; private set; }

    /// <summary>True when the peer said that there is no more, rather than just ceasing to send.</summary>
    internal bool ReceivedCloseNotify => _records.EndedWithAlert;

    internal X509Certificate2? ClientCertificate => (X509Certificate2?)_tls.RemoteCertificate;

    /// <summary>The server's side of the handshake, under what <paramref name="tls"/> and the script say of it.</summary>
    internal Task SecureAsync(GatewayTls tls, HandshakeFault fault, CancellationToken stop) =>
        _tls.AuthenticateAsServerAsync(tls.Server(fault, () => Resumed, Drop), stop);

    internal ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken stop) => _tls.ReadAsync(buffer, stop);

    internal ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken stop) => _tls.WriteAsync(buffer, stop);

    /// <summary>Says close_notify and closes.</summary>
    internal async Task EndAsync()
    {
        if (Ended)
        {
            return;
        }

        Ended = true;
        await _tls.ShutdownAsync().ConfigureAwait(false);
        SocketFaults.Drop(_socket);
    }

    internal void Drop()
    {
        if (Ended)
        {
            return;
        }

        Ended = Cut = true;
        SocketFaults.Drop(_socket);
    }

    internal void Reset()
    {
        if (Ended)
        {
            return;
        }

        Ended = Cut = true;
        SocketFaults.Reset(_socket);
    }

    public async ValueTask DisposeAsync()
    {
        await _tls.DisposeAsync().ConfigureAwait(false);
        _socket.Dispose();
    }
}
