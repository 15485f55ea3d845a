using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace SkatFtps.Simulator.Data;

/// <summary>The port that PASV or EPSV opened, for one data connection.</summary>
internal sealed class PassiveListener : IDisposable
{
    private readonly Socket _socket;
    private readonly IPAddress _peer;

    /// <param name="local">The control connection's own address.</param>
    /// <param name="peer">The only address from which a connection is taken.</param>
    internal PassiveListener(IPAddress local, IPAddress peer)
    {
        _peer = peer;
        _socket = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _socket.Bind(new IPEndPoint(local, 0));
        _socket.Listen();
        Port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
    }

    internal int Port { get; }

    internal async Task<Socket> AcceptAsync(CancellationToken stop)
    {
        while (true)
        {
            Socket accepted = await _socket.AcceptAsync(stop).ConfigureAwait(false);
            if (((IPEndPoint)accepted.RemoteEndPoint!).Address.Equals(_peer))
            {
                return accepted;
            }
            // Somebody else on this machine: a data connection must not be theirs to take.
            accepted.Dispose();
        }
    }

    public void Dispose() => _socket.Dispose();
}
