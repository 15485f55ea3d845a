using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace SkatFtps.Peers.Tests.ProFtpd;

/// <summary>
/// Passes control connections on from another loopback address. The server's data ports are on its own address only, so from here
/// they are as closed as behind a firewall.
/// </summary>
public sealed class ControlRelay : IAsyncDisposable
{
    public const string Address = "127.0.0.2";

    private readonly TcpListener _listener = new(IPAddress.Parse(Address), 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _target;
    private readonly Task _serving;

    public ControlRelay(int target)
    {
        _target = target;
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                using TcpClient server = new();
                await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
                await Task.WhenAny(
                    client.GetStream().CopyToAsync(
                        server.GetStream(), _stop.Token), server.GetStream().CopyToAsync(client.GetStream(), _stop.Token));
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }
}
