using System;
using System.IO;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using FluentFTP;
using FluentFTP.Client.BaseClient;
using FluentFTP.Streams;
using SkatFtps.Ftp;
using SkatFtps.Ftp.Tls;
using FtpReply = SkatFtps.Ftp.FtpReply;

namespace SkatFtps.FluentFtp;

/// <summary>
/// TLS for FluentFTP, by its own extension point. Its built-in stream accepts any certificate on data connections, tells no alert, and
/// always ends with close_notify, so that a file that broke off would look whole to the server. This one is the project's own handshake.
/// </summary>
internal sealed class ProtectedStream : IFtpStream
{
    private Socket? _socket;
    private SslStream? _stream;
    private bool _finished;

    public TlsRecordObserver? Observer { get; private set; }

    public SslStream Stream => _stream ?? throw new InvalidOperationException("TLS does not stand.");

    /// <summary>As negotiated; the stream itself tells nothing any more once it is closed.</summary>
    public SslProtocols Protocol { get; private set; }

    public string CipherSuite { get; private set; } = string.Empty;

    /// <summary>The server's certificate; null before the handshake.</summary>
    public X509Certificate2? ServerCertificate { get; private set; }

    /// <summary>Why the handshake failed; null while it has not.</summary>
    public FtpsException? Failure { get; private set; }

    /// <summary>Called by FluentFTP, which has no asynchronous form of it: the handshake blocks one thread of the pool.</summary>
    public void Init(
        BaseFtpClient client,
        string targetHost,
        Socket socket,
        CustomRemoteCertificateValidationCallback customRemoteCertificateValidation,
        bool isControl,
        IFtpStream controlConnStream,
        IFtpStreamConfig config)
    {
        var settings = (TlsSettings)config;
        _socket = socket;
        try
        {
            if (isControl)
            {
                settings.Session = this;
                RefuseClearText(settings.Control!.Last!, socket);
            }
            else
            {
                settings.Data = this;
                RefuseWithoutRequest(settings.Control!.Last!, settings.Control.Verb);
            }

            Observer = new TlsRecordObserver(new NetworkStream(socket, ownsSocket: true));
            _stream = Task.Run(() => HandshakeAsync(settings, isControl)).GetAwaiter().GetResult();
            Protocol = _stream.SslProtocol;
            CipherSuite = TlsHandshake.CipherOf(_stream);
            ServerCertificate = new X509Certificate2(_stream.RemoteCertificate!);
        }
        catch (FtpsException e)
        {
            Failure = e;
            throw;
        }
    }

    public Stream GetBaseStream() => Stream;

    public bool CanRead() => _stream is { CanRead: true };

    public bool CanWrite() => _stream is { CanWrite: true };

    public SslProtocols GetSslProtocol() => Protocol;

    public string GetCipherSuite() => CipherSuite;

    /// <summary>Ends what we send as TLS wants it: close_notify, then TCP's FIN.</summary>
    public async Task FinishAsync()
    {
        await Stream.ShutdownAsync().ConfigureAwait(false);
        _socket!.Shutdown(SocketShutdown.Send);
        _finished = true;
    }

    /// <summary>Resets the connection: a mere FIN is the end of a whole file to servers that do not look for close_notify.</summary>
    public void Abort()
    {
        try
        {
            _socket!.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Already gone, so there is nothing left to reset.
        }

        _socket!.Dispose();
    }

    public void Dispose()
    {
        if (_socket is null)
        {
            return;
        }

        if (!_finished)
        {
            Abort();
        }

        _socket.Dispose();
        _stream?.Dispose();
        Observer?.Dispose();
    }

    private static void RefuseClearText(FtpReply auth, Socket socket)
    {
        if (auth.Code != 234)
        {
            throw new FtpsException(FtpsFailure.TlsRefused, $"The server refuses TLS on this port: {auth}") { Reply = auth };
        }

        // The client speaks first in TLS, so whatever lies there came in clear. FluentFTP reads byte by byte and has taken none of it.
        if (socket.Available > 0)
        {
            throw new FtpsException(FtpsFailure.ClearTextBeforeTls, "Clear text followed the server's reply to AUTH TLS. Someone between"
                + " here and the server may be speaking for it.");
        }
    }

    private static void RefuseWithoutRequest(FtpReply first, string verb)
    {
        if (!first.IsPreliminary)
        {
            throw new FtpsException(FtpsFailure.ReplyUnexpected, $"The server answered {verb} with {first} and never asked for the data.")
            {
                Reply = first,
                SessionUsable = true,
            };
        }
    }

    private Task<SslStream> HandshakeAsync(TlsSettings settings, bool isControl)
    {
        X509Certificate2? expected = isControl ? null : settings.Session!.ServerCertificate;
        return StepDeadline.RunAsync(
            token => settings.Handshake.AuthenticateAsync(Observer!, expected, token),
            settings.Options.Timeouts.Tls,
            isControl ? FtpsFailure.TlsTimedOut : FtpsFailure.DataHandshakeFailed,
            isControl ? "the TLS handshake" : "the TLS handshake of the data connection",
            Abort,
            settings.Stop);
    }
}
