using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace SkatFtps.Ftp;

/// <summary>Resolves a name and opens TCP connections, Nagle off.</summary>
internal static class TcpDialer
{
    /// <exception cref="FtpsException">HostUnknown, PortClosed, HostUnreachable or ConnectTimedOut.</exception>
    public static async Task<Socket> ConnectAsync(string host, int port, TimeSpan limit, IFtpsObserver? observer, CancellationToken stop)
    {
        IPAddress[] addresses = await StepDeadline.RunAsync(
            token => ResolveAsync(host, token),
            limit,
            FtpsFailure.HostUnknown,
            $"the address of '{host}'",
            () => { },
            stop).ConfigureAwait(false);

        observer?.Reached(FtpsStep.NameResolved, string.Join(", ", (object[])addresses));
        FtpsException? last = null;
        foreach (IPAddress address in addresses)
        {
            try
            {
                return await ConnectAsync(new IPEndPoint(address, port), limit, stop).ConfigureAwait(false);
            }
            catch (FtpsException e)
            {
                last = e;
            }
        }

        throw last ?? new FtpsException(FtpsFailure.HostUnknown, $"The name '{host}' has no address.");
    }

    public static async Task<Socket> ConnectAsync(IPEndPoint endpoint, TimeSpan limit, CancellationToken stop)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await StepDeadline.RunAsync(
                _ => Task.Factory.FromAsync(socket.BeginConnect, socket.EndConnect, endpoint, null),
                limit,
                FtpsFailure.ConnectTimedOut,
                $"a TCP connection to port {endpoint.Port}",
                socket.Dispose,
                stop).ConfigureAwait(false);
            return socket;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw e.SocketErrorCode == SocketError.ConnectionRefused
                ? new FtpsException(FtpsFailure.PortClosed, $"Port {endpoint.Port} of {endpoint.Address} is closed.", e)
                : new FtpsException(
                    FtpsFailure.HostUnreachable,
                    $"Port {endpoint.Port} of {endpoint.Address} cannot be reached: {e.Message.TrimEnd('.')}.",
                    e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<IPAddress[]> ResolveAsync(string host, CancellationToken stop)
    {
        try
        {
            return await StepDeadline.WaitAsync(Dns.GetHostAddressesAsync(host), stop).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            throw new FtpsException(FtpsFailure.HostUnknown, $"The name '{host}' is not known here: {e.Message.TrimEnd('.')}.", e);
        }
    }
}
