using System;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ftp.Tls;

namespace SkatFtps.Ftp;

/// <summary>One data connection (RFC 959, 3.2): dialled first, protected when the transfer command is on its way (RFC 4217, 9).</summary>
internal sealed class FtpDataConnection : IDisposable
{
    // What has come passes through TLS within microseconds; a machine that is busy elsewhere may need longer, and an order that is not known
    // makes doubt.
    private static readonly TimeSpan Passage = TimeSpan.FromSeconds(10);

    private readonly Socket _socket;

    private FtpDataConnection(Socket socket)
    {
        _socket = socket;
        Observer = new TlsRecordObserver(new NetworkStream(socket, ownsSocket: true));
    }

    public TlsRecordObserver Observer { get; }

    public SslStream? Stream { get; private set; }

    /// <summary>The server has sent something on it, be it a TLS hello alone.</summary>
    public bool HasReceived
    {
        get
        {
            try
            {
                return Observer.Received.SawAnything || _socket.Available > 0;
            }
            catch (ObjectDisposedException)
            {
                // The handshake has met the end, and had read by then whatever came before it.
                return false;
            }
        }
    }

    public static async Task<FtpDataConnection> ConnectAsync(IPAddress peer, int port, TimeSpan limit, CancellationToken stop) =>
        new(await TcpDialer.ConnectAsync(new IPEndPoint(peer, port), limit, stop).ConfigureAwait(false));

    public async Task ProtectAsync(TlsHandshake handshake, X509Certificate2 serverCertificate, TimeSpan limit, CancellationToken stop) =>
        Stream = await StepDeadline.RunAsync(
            token => handshake.AuthenticateAsync(Observer, serverCertificate, token),
            limit, FtpsFailure.DataHandshakeFailed, "the TLS handshake of the data connection", Abort, stop).ConfigureAwait(false);

    /// <summary>Reads on beside an upload, for the server's side of the connection tells whether it heard the end.</summary>
    public UploadEnd Watch()
    {
        Task<StreamEnd> end = ReadToServerEndAsync();
        return new UploadEnd(end, () => Settle(end));
    }

    /// <summary>Encrypts and sends; the records of one call leave in one piece.</summary>
    public async Task WriteAsync(byte[] buffer, int count, CancellationToken stop)
    {
        Observer.Gather();
        await Stream!.WriteAsync(buffer, 0, count, stop).ConfigureAwait(false);
        await Observer.SendGatheredAsync(stop).ConfigureAwait(false);
    }

    /// <summary>Ends what we send as TLS wants it: close_notify, then TCP's FIN. A server may take anything else for a cut file.</summary>
    public async Task FinishSendingAsync()
    {
        await Stream!.ShutdownAsync().ConfigureAwait(false);
        _socket.Shutdown(SocketShutdown.Send);
    }

    /// <summary>Resets the connection: a mere FIN is the end of a whole file to servers that do not look for close_notify.</summary>
    public void Abort()
    {
        try
        {
            _socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Already gone, so there is nothing left to reset.
        }

        _socket.Dispose();
    }

    private async Task<StreamEnd> ReadToServerEndAsync()
    {
        try
        {
            int read = await Stream!.ReadAsync(new byte[1], 0, 1).ConfigureAwait(false);
            return read > 0 ? StreamEnd.Content : Observer.EndedWithCloseNotify ? StreamEnd.CloseNotify : StreamEnd.Cut;
        }
        catch (Exception e)
            when (e is IOException or ObjectDisposedException or SocketException or InvalidOperationException or NotSupportedException)
        {
            return StreamEnd.Cut;
        }
    }

    // Bytes that are no end, such as a ticket of TLS 1.3, are passed on to TLS.
    private bool Settle(Task end)
    {
        try
        {
            return SpinWait.SpinUntil(
                () => end.IsCompleted || (Observer.IsWaiting && !_socket.Poll(0, SelectMode.SelectRead)), Passage);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Gone, and the watch has ended, or is about to.
            return end.IsCompleted;
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        Stream?.Dispose();
        Observer.Dispose();
    }
}
