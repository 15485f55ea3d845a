using System;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace SkatFtps.Peers.Tests.Cuts;

/// <summary>One connection that the relay passes on, until its cut is due.</summary>
/// <param name="client">To the client.</param>
/// <param name="server">To the server.</param>
public sealed class RelayedConnection(Socket client, Socket server)
{
    private readonly Socket _client = client;
    private readonly Socket _server = server;
    private readonly Lock _lock = new();
    private long _fromClient;
    private long _fromServer;
    private Cut? _cut;
    private long _due;
    private bool _towardsServerEnded;
    private bool _towardsClientEnded;

    /// <summary>Bytes that the client sent and the server was given.</summary>
    public long FromClient => Interlocked.Read(ref _fromClient);

    /// <summary>Bytes that the server sent and the client was given.</summary>
    public long FromServer => Interlocked.Read(ref _fromServer);

    /// <summary>Whether the cut was made.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Cuts this connection when so many bytes more have passed.</summary>
    public void Arm(Cut cut)
    {
        lock (_lock)
        {
            _cut = cut;
            _due = (cut.FromClient ? _fromClient : _fromServer) + cut.Offset;
            if (cut.Offset == 0)
            {
                Make();
            }
        }
    }

    /// <summary>Makes no cut any more; closes what a cut has left open.</summary>
    /// <returns>Whether it was made.</returns>
    public bool Disarm()
    {
        lock (_lock)
        {
            _cut = null;
        }

        if (IsCut)
        {
            Close();
        }

        return IsCut;
    }

    public async Task RunAsync()
    {
        await Task.WhenAll(PumpAsync(_client, _server, fromClient: true), PumpAsync(_server, _client, fromClient: false));
        Close();
    }

    public void Close()
    {
        _client.Dispose();
        _server.Dispose();
    }

    private async Task PumpAsync(Socket from, Socket to, bool fromClient)
    {
        byte[] buffer = new byte[65536];
        try
        {
            int count;
            while ((count = await from.ReceiveAsync(buffer)) > 0)
            {
                await PassAsync(buffer.AsMemory(0, count), to, fromClient);
            }

            lock (_lock)
            {
                if (!HasEnded(fromClient))
                {
                    to.Shutdown(SocketShutdown.Send);
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            lock (_lock)
            {
                if (!IsCut)
                {
                    // One side has reset it, so the other hears the same.
                    Reset(_client);
                    Reset(_server);
                }
            }
        }
    }

    private async Task PassAsync(ReadOnlyMemory<byte> bytes, Socket to, bool fromClient)
    {
        bool due;
        lock (_lock)
        {
            if (HasEnded(fromClient))
            {
                return;
            }

            long left = _cut is not null
                && !IsCut
                && _cut.FromClient == fromClient ? _due - (fromClient ? _fromClient : _fromServer) : long.MaxValue;
            due = bytes.Length >= left;
            bytes = due ? bytes[..(int)left] : bytes;
        }

        for (ReadOnlyMemory<byte> rest = bytes; rest.Length > 0;)
        {
            rest = rest[await to.SendAsync(rest)..];
        }

        Interlocked.Add(ref fromClient ? ref _fromClient : ref _fromServer, bytes.Length);
        lock (_lock)
        {
            if (due && !IsCut && _cut is not null)
            {
                Make();
            }
        }
    }

    private bool HasEnded(bool fromClient) => fromClient ? _towardsServerEnded : _towardsClientEnded;

    private void Make()
    {
        IsCut = true;
        if (_cut!.Way is not CutWay.ToClient)
        {
            _towardsServerEnded = true;
            End(_server);
        }

        if (_cut.Way is not CutWay.ToServer)
        {
            _towardsClientEnded = true;
            End(_client);
        }
    }

    private void End(Socket socket)
    {
        try
        {
            if (_cut!.IsReset)
            {
                Reset(socket);
            }
            else
            {
                socket.Shutdown(SocketShutdown.Send);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // That side has ended it before.
        }
    }

    private static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // That side has ended it before.
        }

        socket.Dispose();
    }
}
