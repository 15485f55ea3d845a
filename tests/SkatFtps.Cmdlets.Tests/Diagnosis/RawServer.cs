using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace SkatFtps.Cmdlets.Tests.Diagnosis;

/// <summary>A listener on loopback that is no gateway: it says its texts one after another, each upon what the client says.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Socket> _waiting = [];
    private Task _serving = Task.CompletedTask;

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <param name="texts">The first is said at once; after the last the connection is closed.</param>
    public static RawServer Saying(params string[] texts)
    {
        var server = new RawServer();
        server._listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        server._listener.Listen(16);
        server._serving = server.ServeAsync(texts);
        return server;
    }

    /// <summary>Takes no connection, and its queue is full: TCP gets no answer.</summary>
    public static async Task<RawServer> SilentAsync()
    {
        var server = new RawServer();
        server._listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        server._listener.Listen(0);
        while (true)
        {
            var filler = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            server._waiting.Add(filler);
            Task connecting = filler.ConnectAsync(server._listener.LocalEndPoint!);
            if (await Task.WhenAny(connecting, Task.Delay(TimeSpan.FromMilliseconds(300))) != connecting)
            {
                _ = connecting.ContinueWith(done => _ = done.Exception, TaskScheduler.Default);
                return server;
            }
        }
    }

    /// <summary>A port of loopback on which nobody listens.</summary>
    public static int ClosedPort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Dispose();
        foreach (Socket socket in _waiting) { socket.Dispose(); }
        _stop.Dispose();
    }

    private async Task ServeAsync(string[] texts)
    {
        byte[] buffer = new byte[4096];
        while (true)
        {
            try
            {
                using Socket client = await _listener.AcceptAsync(_stop.Token);
                for (int i = 0; i < texts.Length; i++)
                {
                    if (i > 0 && await client.ReceiveAsync(buffer, _stop.Token) == 0) { break; }
                    await client.SendAsync(Encoding.Latin1.GetBytes(texts[i]), _stop.Token);
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException)
            {
                // The client left first; the next one is awaited.
            }
        }
    }
}
