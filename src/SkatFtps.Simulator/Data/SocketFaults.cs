using System.Net.Sockets;

namespace SkatFtps.Simulator.Data;

/// <summary>The two ways in which a TCP connection ends early.</summary>
internal static class SocketFaults
{
    /// <summary>Sends FIN and closes.</summary>
    internal static void Drop(Socket socket)
    {
        // A peer that has closed first leaves nothing to shut down.
        if (socket.Connected)
        {
            socket.Shutdown(SocketShutdown.Send);
        }

        socket.Close();
    }

    /// <summary>Sends RST and closes.</summary>
    internal static void Reset(Socket socket)
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }
}
