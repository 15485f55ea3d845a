using System;
using System.IO;
using System.Net.Security;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace SkatFtps.Simulator.Tests.Support;

/// <summary>A data connection of a <see cref="RawClient"/>.</summary>
public sealed class RawData(RawClient client, TcpClient tcp) : IAsyncDisposable
{
    private SslStream? _tls;

    public Socket Socket => tcp.Client;

    public async Task SecureAsync() => _tls = await client.SecureAsync(tcp.GetStream(), client.Stop);

    public async Task WriteAsync(byte[] bytes) => await _tls!.WriteAsync(bytes, client.Stop);

    /// <summary>Says close_notify and closes.</summary>
    public async Task EndAsync()
    {
        await _tls!.ShutdownAsync();
        tcp.Client.Shutdown(SocketShutdown.Send);
    }

    /// <summary>Closes without close_notify.</summary>
    public void Cut() => tcp.Client.Shutdown(SocketShutdown.Send);

    public void Reset()
    {
        tcp.LingerState = new LingerOption(true, 0);
        tcp.Client.Close();
    }

    public async Task<byte[]> ReadToEndAsync()
    {
        using MemoryStream all = new();
        await _tls!.CopyToAsync(all, client.Stop);
        return all.ToArray();
    }

    /// <summary>What came until the connection ended or broke.</summary>
    public async Task<byte[]> ReadUntilBrokenAsync()
    {
        using MemoryStream all = new();
        byte[] buffer = new byte[4096];
        try
        {
            int count;
            while ((count = await _tls!.ReadAsync(buffer, client.Stop)) > 0)
            {
                all.Write(buffer, 0, count);
            }
        }
        catch (IOException)
        {
            return all.ToArray();
        }

        return all.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        if (_tls is not null)
        {
            await _tls.DisposeAsync();
        }

        tcp.Dispose();
    }
}
