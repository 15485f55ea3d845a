using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace SkatFtps.Cmdlets.Tests.Support;

/// <summary>A listener on loopback that is no gateway: says its text to whoever connects, then reads until the other side leaves.</summary>
internal sealed class RawListener : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    private RawListener(string text, bool close)
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _serving = ServeAsync(System.Text.Encoding.Latin1.GetBytes(text), close);
    }

    public int Port { get; }

    /// <param name="text">Said at once.</param>
    /// <param name="close">Hangs up after it.</param>
    public static RawListener Saying(string text, bool close = false) => new(text, close);

    /// <summary>A port of loopback on which nobody listens.</summary>
    public static int ClosedPort()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _serving.ConfigureAwait(false);
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task ServeAsync(byte[] text, bool close)
    {
        byte[] buffer = new byte[256];
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token).ConfigureAwait(false);
                NetworkStream stream = client.GetStream();
                await stream.WriteAsync(text, _stop.Token).ConfigureAwait(false);
                while (!close && await stream.ReadAsync(buffer, _stop.Token).ConfigureAwait(false) > 0)
                {
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
    }
}
