using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;
using FluentFTP;
using SkatFtps.Ftp;
using SkatFtps.Text;
using FtpReply = SkatFtps.Ftp.FtpReply;

namespace SkatFtps.FluentFtp;

/// <summary>
/// FluentFTP's client with its liberties taken away (no reconnect, no retry, no stale-data guess, no path rewriting), its text kept byte
/// for byte (Latin-1), and its hooks used: every socket it opens, the greeting and the login pass through here.
/// </summary>
internal sealed class FluentClient : AsyncFtpClient
{
    // RFC 5246, 6.2.1. On TLS 1.3 every record looks like application data from outside.
    private const byte AlertRecord = 21;

    private readonly FtpsOptions _options;
    private readonly TlsSettings _tls;
    private readonly FluentLog _log;

    public FluentClient(FtpsOptions options, TlsSettings tls, FluentLog log)
        : base(options.Host, new NetworkCredential(options.UserName, string.Empty), options.Port)
    {
        _options = options;
        _tls = tls;
        _log = log;
        LegacyLogger = log.Write;
        Encoding = Encodings.Latin1;
        Config.EncryptionMode = FtpEncryptionMode.Explicit;
        Config.DataConnectionEncryption = true;
        Config.CustomStream = typeof(ProtectedStream);
        Config.CustomStreamConfig = tls;
        Config.DataConnectionType = FtpDataConnectionType.AutoPassive;
        Config.SelfConnectMode = FtpSelfConnectMode.Never;
        Config.SslSessionLength = 0;
        Config.StaleDataCheck = false;
        Config.RetryAttempts = 1;
        Config.Noop = false;
        Config.PostConnect = false;
        Config.SocketKeepAlive = true;
        Config.LogDurations = false;
        Config.LogHost = true;
        Config.LogUserName = true;

        // Deadlines are ours, a step each; FluentFTP's do not end a read on .NET Framework.
        Config.ReadTimeout = int.MaxValue;
        Config.DataConnectionReadTimeout = int.MaxValue;
        Control = new ControlStream(this, options.Timeouts);
        m_stream = Control;
        tls.Control = Control;
    }

    public ControlStream Control { get; }

    /// <summary>The server's address; null until the connection stands.</summary>
    public IPAddress? Peer { get; private set; }

    /// <summary>Everything is in place for the transfer command: from here on it may have been written.</summary>
    public bool Placed { get; private set; }

    // TLS 1.3 hides the request, and a resumed session stands for the certificate that it began with.
    private bool WasAskedForCertificate =>
        _tls.Session!.Observer!.Received.SawCertificateRequest
            || _tls.Session.Observer.Resumed
            || _tls.Session.Protocol != SslProtocols.Tls12;

    private Func<CancellationToken, Task>? Sending { get; set; }

    /// <summary>Sends one command and returns our reading of the reply.</summary>
    /// <exception cref="FtpsException">ReplyUnexpected: FluentFTP read another reply than we did.</exception>
    public async Task<FtpReply> AskAsync(FtpCommand command, CancellationToken stop)
    {
        FluentFTP.FtpReply theirs = await Execute(LineOf(command), stop).ConfigureAwait(false);
        return Agree(theirs);
    }

    /// <summary>Reads one more reply to the last command.</summary>
    public async Task<FtpReply> ReadReplyAsync(TimeSpan limit, string what, CancellationToken stop)
    {
        Control.Expect(limit, FtpsFailure.ReplyTimedOut, what);
        return Agree(await GetReply(stop).ConfigureAwait(false));
    }

    public Task SetTypeAsync(bool ascii, CancellationToken stop) => SetDataTypeAsync(ascii ? FtpDataType.ASCII : FtpDataType.Binary, stop);

    /// <summary>
    /// Asks for a port, connects to it, awaits <paramref name="sending"/>, writes the command, reads its first reply, starts TLS.
    /// </summary>
    public Task<FtpDataStream> OpenAsync(FtpCommand command, Func<CancellationToken, Task>? sending, CancellationToken stop)
    {
        Placed = false;
        Sending = sending;
        _tls.Data = null;
        return OpenDataStreamAsync(LineOf(command), 0, stop);
    }

    /// <summary>Closes at once, without a word to the server.</summary>
    public void Shut()
    {
        Control.Shut();

        // Its own closing would say QUIT once more.
        m_stream = null;
        Dispose();
    }

    protected override async Task ConnectAsync(FtpSocketStream stream, CancellationToken token)
    {
        await ResolveAsync(token).ConfigureAwait(false);
        await DialAsync(() => base.ConnectAsync(stream, token), Control.Shut, _options.Timeouts.Connect, Host, Port).ConfigureAwait(false);
        Peer = stream.RemoteEndPoint.Address;
        _log.Note(ProtocolLogKind.Note, $"Connected to {Host} ({Peer}) port {Port}.");
    }

    // Where a reply to PASV would point elsewhere it is not followed: data connections go to the control connection's peer.
    protected override async Task ConnectAsync(
        FtpSocketStream stream, string host, int port, FtpIpVersion ipVersions, CancellationToken token)
    {
        var data = (FtpDataStream)stream;

        // Closing it would read, and swallow, the reply that decides.
        data.ControlConnection = null;
        try
        {
            if (_options.DataPorts is not null && !_options.DataPorts.Contains(port))
            {
                _log.Note(ProtocolLogKind.Warning, $"The server chose data port {port}, outside the published range"
                    + $" {_options.DataPorts}; a firewall may block it.");
            }

            string peer = Peer!.ToString();
            try
            {
                await DialAsync(
                    () => base.ConnectAsync(stream, peer, port, ipVersions, token),
                    () => _ = data.CloseAsync(CancellationToken.None),
                    _options.Timeouts.DataConnect,
                    peer,
                    port).ConfigureAwait(false);
            }
            catch (FtpsException e)
            {
                throw new DataPortException(port, e);
            }

            if (Sending is not null)
            {
                await Sending(token).ConfigureAwait(false);
            }

            token.ThrowIfCancellationRequested();
            Placed = true;
        }
        catch
        {
            await data.CloseAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    protected override async Task HandshakeAsync(CancellationToken token = default)
    {
        FluentFTP.FtpReply greeting;
        try
        {
            do
            {
                Control.Expect(_options.Timeouts.Banner, FtpsFailure.BannerTimedOut, "the reply to the connection");
                greeting = await GetReply(token).ConfigureAwait(false);
            }
            while (Agree(greeting).IsPreliminary);
        }
        catch (FtpsException e) when (e.Failure == FtpsFailure.ConnectionLost)
        {
            throw new FtpsException(FtpsFailure.NotAnFtpServer, "The server closed the connection without a greeting.", e);
        }

        HandshakeReply = greeting;
        if (!Control.Last!.IsCompletion)
        {
            throw Refused(FtpsFailure.ServerUnavailable, "The server does not take connections now", Control.Last);
        }
    }

    // FluentFTP's own keeps the password as text for the life of the client, and answers 332 with an account.
    protected override async Task Authenticate(CancellationToken token)
    {
        if (_tls.Handshake.LeftOurCertificateOut(_tls.Session!.Observer!))
        {
            // Said before USER, or it would look like a refused password.
            throw new FtpsException(
                FtpsFailure.ClientCertificateNotSent,
                "The server asked for the client certificate, and the system left it out of the TLS handshake.");
        }

        FtpReply reply = await AskUserAsync(token).ConfigureAwait(false);
        if (reply.Code is 331 or 332)
        {
            reply = await SendPasswordAsync(token).ConfigureAwait(false);
        }

        if (reply.Code == 421)
        {
            throw Refused(FtpsFailure.ServerUnavailable, "The server closes the session instead of answering the login", reply);
        }

        if (!reply.IsCompletion)
        {
            throw Refused(FtpsFailure.LoginRefused, $"The server refuses the login of {_options.UserName}", reply);
        }

        m_IsAuthenticated = true;
    }

    private static string LineOf(FtpCommand command) => Encodings.Latin1.GetString(command.Wire, 0, command.Wire.Length - 2);

    private static FtpsException Refused(FtpsFailure failure, string fact, FtpReply reply) =>
        new(failure, $"{fact}: {reply}") { Reply = reply };

    private async Task<FtpReply> AskUserAsync(CancellationToken token)
    {
        try
        {
            return await AskAsync(FtpCommand.With("USER", _options.UserName), token).ConfigureAwait(false);
        }
        catch (FtpsException e) when (e.Failure == FtpsFailure.ConnectionLost && WasAskedForCertificate)
        {
            // Some servers judge the certificate only once the handshake is done, on TLS 1.3 all of them: the verdict comes with the first
            // read.
            throw _tls.Session!.Observer!.Received.LastType == AlertRecord
                ? new FtpsException(FtpsFailure.ClientCertificateRefused, "The server ended the connection with a TLS alert right after"
                    + " the handshake, as it does when it refuses the client certificate.", e)
                : new FtpsException(FtpsFailure.ClientCertificateNotAccepted, "The server closed the connection without a word right"
                    + " after the TLS handshake, as it does when it refuses the client certificate.", e);
        }
    }

    private async Task<FtpReply> SendPasswordAsync(CancellationToken token)
    {
        string password = new NetworkCredential(string.Empty, _options.Password).Password;
        FtpCommand command = FtpCommand.Secret("PASS", FtpText.Encode(password));
        Control.Secret = _log.Secret = password;
        try
        {
            return await AskAsync(command, token).ConfigureAwait(false);
        }
        finally
        {
            Control.Secret = _log.Secret = null;
            LastCommandExecuted = "PASS";
            command.Wipe();
        }
    }

    private FtpReply Agree(FluentFTP.FtpReply theirs)
    {
        FtpReply ours = Control.Last!;
        if (!Control.IsAtBoundary || theirs.Code != ours.Code.ToString(System.Globalization.CultureInfo.InvariantCulture))
        {
            Control.Shut();
            throw new FtpsException(
                FtpsFailure.ReplyUnexpected,
                $"FluentFTP reads the reply to {Control.Verb} as {theirs.Code}; it is {ours}") { Reply = ours };
        }

        return ours;
    }

    // FluentFTP turns every failure of a name into "Failed to connect to host.".
    private async Task ResolveAsync(CancellationToken token)
    {
        try
        {
            await StepDeadline.RunAsync(
                stop => StepDeadline.WaitAsync(
                    Dns.GetHostAddressesAsync(Host),
                    stop), _options.Timeouts.Connect, FtpsFailure.HostUnknown, $"the address of '{Host}'", () =>
                        { }, token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            throw new FtpsException(FtpsFailure.HostUnknown, $"The name '{Host}' is not known here: {e.Message.TrimEnd('.')}.", e);
        }
    }

    private async Task DialAsync(Func<Task> connect, Action abort, TimeSpan limit, string host, int port)
    {
        try
        {
            await StepDeadline.RunAsync(
                _ => connect(),
                limit,
                FtpsFailure.ConnectTimedOut,
                $"a TCP connection to port {port}",
                abort,
                _tls.Stop).ConfigureAwait(false);
        }
        catch (Exception e)
            when (e is SocketException or IOException or TimeoutException or ObjectDisposedException or NullReferenceException)
        {
            // NullReferenceException: FluentFTP's way to say that none of a host's addresses was tried.
            throw e is SocketException { SocketErrorCode: SocketError.ConnectionRefused }
                ? new FtpsException(FtpsFailure.PortClosed, $"Port {port} of {host} is closed.", e)
                : new FtpsException(FtpsFailure.HostUnreachable, $"Port {port} of {host} cannot be reached: {e.Message.TrimEnd('.')}.", e);
        }
    }
}
