using System;
using System.IO;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Text;

namespace SkatFtps.Ftp.Tls;

/// <summary>The TLS client handshake of a control or data connection, and what its failures mean.</summary>
/// <param name="options">Our certificate, and whom to trust.</param>
/// <param name="host">The connection's own spelling, by which the runtime finds the TLS session to resume.</param>
internal sealed class TlsHandshake(FtpsOptions options, HostSpelling host)
{
    private readonly FtpsOptions _options = options;
    private readonly HostSpelling _host = host;
#if NET
    private Task<SslStreamCertificateContext>? _certificateContext;
#endif

    /// <summary>
    /// Begins what a handshake needs beforehand, so that it is done while TCP and the greeting are under way: on .NET the certificate's
    /// context, for which the system's whole store of roots is read. A handshake begins it where nobody did.
    /// </summary>
    public void Prepare()
    {
#if NET
        if (_options.ClientCertificate is { } certificate && _certificateContext is null or { IsFaulted: true })
        {
            // Only a context sends the p12's intermediates; a bare certificate is sent alone.
            _certificateContext = Task.Run(() => SslStreamCertificateContext.Create(certificate, _options.ClientChain, offline: true));
        }
#endif
    }

    /// <summary>When this returns, nothing that <see cref="Prepare"/> began uses the certificate any more; never fails.</summary>
    public Task SettleAsync()
    {
#if NET
        return _certificateContext is null ? Task.CompletedTask : Task.WhenAny(_certificateContext);
#else
        return Task.CompletedTask;
#endif
    }

    /// <param name="observer">The transport.</param>
    /// <param name="expected">The certificate that the server must show (the control connection's), or null to judge it by the
    /// trust.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<SslStream> AuthenticateAsync(TlsRecordObserver observer, X509Certificate2? expected, CancellationToken stop)
    {
        FtpsException? distrust = null;
        bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
        {
            distrust = expected is null
                ? _options.Trust.Judge(_options.Host, certificate, chain, errors)
                : JudgeAgainst(expected, certificate);
            if (distrust is null && expected is null)
            {
                _options.Observer?.Reached(FtpsStep.ServerTrusted, Describe(certificate!));
            }

            return distrust is null;
        }

        SslStream stream = Create(observer, Validate);
        try
        {
            await HandshakeAsync(stream, Validate, expected, stop).ConfigureAwait(false);
            return stream;
        }
        catch (Exception e)
            when (e is AuthenticationException or IOException or ObjectDisposedException or InvalidOperationException
                or System.ComponentModel.Win32Exception or System.Net.Sockets.SocketException)
        {
            stream.Dispose();
            stop.ThrowIfCancellationRequested();
            throw distrust ?? Explain(observer, e);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public static string CipherOf(SslStream stream)
    {
#if NET
        return stream.NegotiatedCipherSuite.ToString();
#else
        return stream.CipherAlgorithm + " " + stream.CipherStrength + " bits, " + stream.KeyExchangeAlgorithm;
#endif
    }

    private static FtpsException? JudgeAgainst(X509Certificate2 expected, X509Certificate? certificate)
    {
        byte[] shown = certificate?.GetRawCertData() ?? new byte[0];
        return Bytes.AreSame(shown, expected.RawData)
            ? null
            : new FtpsException(
                FtpsFailure.DataCertificateChanged, "The data connection showed another server certificate than the control connection.");
    }

#if NET
    private static SslStream Create(Stream transport, RemoteCertificateValidationCallback validate) =>
        new(transport, leaveInnerStreamOpen: false);

    private async Task HandshakeAsync(
        SslStream stream, RemoteCertificateValidationCallback validate, X509Certificate2? expected, CancellationToken stop)
    {
        Prepare();
        var options = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = expected is null ? null : TrustAlone(expected),
            TargetHost = _host.Name,
            EnabledSslProtocols = _options.Protocols,
            ClientCertificateContext = _certificateContext is null ? null : await _certificateContext.ConfigureAwait(false),
            RemoteCertificateValidationCallback = validate,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        };
        await stream.AuthenticateAsClientAsync(options, stop).ConfigureAwait(false);
    }

    // The data connection must show the certificate that the control connection was trusted with, and is compared with it to the byte:
    // the system's store is not asked again for each file, nor the network for an issuer.
    private static X509ChainPolicy TrustAlone(X509Certificate2 certificate)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.Add(certificate);
        return policy;
    }
#else
    private SslStream Create(Stream transport, RemoteCertificateValidationCallback validate) =>
        new(transport, false, validate, (_, _, _, _, _) => _options.ClientCertificate!);

    private Task HandshakeAsync(
        SslStream stream, RemoteCertificateValidationCallback validate, X509Certificate2? expected, CancellationToken stop) =>
        stream.AuthenticateAsClientAsync(
            _host.Name,
            _options.ClientCertificate is null
                ? new X509Certificate2Collection()
                : new X509Certificate2Collection(_options.ClientCertificate),
            _options.Protocols,
            checkCertificateRevocation: false);
#endif

    /// <summary>TLS 1.2 only: the server asked, we have a certificate, and the message that should have held it was empty.</summary>
    public bool LeftOurCertificateOut(TlsRecordObserver observer) =>
        _options.ClientCertificate is not null
            && observer.Received.SawCertificateRequest
            && observer.Sent.SawCertificate
            && !observer.Sent.SawCertificateContent;

    private static string Describe(X509Certificate certificate)
    {
        using var shown = new X509Certificate2(certificate);
        return $"{Printable.Escape(shown.Subject)}, issued by {Printable.Escape(shown.Issuer)}, valid until {shown.NotAfter:yyyy-MM-dd}";
    }

    private FtpsException Explain(TlsRecordObserver observer, Exception cause)
    {
        int alert = observer.Received.ClearAlert;
        if (LeftOurCertificateOut(observer))
        {
            return new FtpsException(
                FtpsFailure.ClientCertificateNotSent,
                "The server asked for the client certificate, the system left it out of the TLS handshake, and the server ended it.",
                cause)
            {
                TlsAlert = alert < 0 ? null : TlsAlert.NameOf(alert),
            };
        }

        if (alert >= 0)
        {
            FtpsFailure failure = TlsAlert.IsAboutVersion(alert) ? FtpsFailure.TlsVersionRefused
                : TlsAlert.IsAboutCertificate(alert)
                    || (alert == 40 && observer.Received.SawCertificateRequest) ? FtpsFailure.ClientCertificateRefused
                : FtpsFailure.TlsHandshakeFailed;
            return new FtpsException(failure, $"The server ended the TLS handshake with the alert '{TlsAlert.NameOf(alert)}'.", cause)
            {
                TlsAlert = TlsAlert.NameOf(alert),
            };
        }

        // Our whole flight, certificate included, was out when the stream ended: it can only be the certificate that was not liked.
        if (observer.Received.SawCertificateRequest && observer.Sent.SawChangeCipherSpec)
        {
            return new FtpsException(
                FtpsFailure.ClientCertificateNotAccepted,
                "The server closed the connection without a word when it had received the client certificate.",
                cause);
        }

        string fact = !observer.Received.SawAnything ? "the server closed the connection" : InnermostMessage(cause);
        return new FtpsException(
            FtpsFailure.TlsHandshakeFailed, "The TLS handshake failed: " + Printable.Escape(fact).TrimEnd('.') + ".", cause);
    }

    private static string InnermostMessage(Exception e)
    {
        while (e.InnerException is not null)
        {
            e = e.InnerException;
        }

        return e.Message;
    }
}
