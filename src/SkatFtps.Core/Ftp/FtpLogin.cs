using System;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ftp.Tls;
using SkatFtps.Text;

namespace SkatFtps.Ftp;

/// <summary>
/// From the greeting to a protected session: 220, AUTH TLS, USER, PASS, PBSZ 0, PROT P (RFC 4217), FEAT where the server knows it.
/// </summary>
internal sealed class FtpLogin(FtpControlConnection control, FtpsOptions options, TlsHandshake handshake, CancellationToken stop)
{
    // RFC 5246, 6.2.1. On TLS 1.3 every record looks like application data from outside.
    private const byte AlertRecord = 21;

    private readonly FtpControlConnection _control = control;
    private readonly FtpsOptions _options = options;
    private readonly TlsHandshake _handshake = handshake;
    private readonly CancellationToken _stop = stop;
    private string[] _features = new string[0];

    public async Task<FtpServerProfile> RunAsync()
    {
        FtpReply greeting = await GreetingAsync().ConfigureAwait(false);
        _options.Observer?.Reached(FtpsStep.Greeted, greeting.ToString());
        await ProtectAsync().ConfigureAwait(false);

        // Before USER, because a password with letters beyond ASCII needs to know; many servers want a login first, so it is asked again.
        bool known = await FirstFeaturesAsync().ConfigureAwait(false);
        await LogInAsync().ConfigureAwait(false);
        _options.Observer?.Reached(FtpsStep.LoggedIn, _options.UserName);
        if (!known)
        {
            await FeaturesAsync().ConfigureAwait(false);
        }

        await RequireAsync(FtpCommand.With("PBSZ", "0"), FtpsFailure.ProtectionRefused).ConfigureAwait(false);
        await RequireAsync(FtpCommand.With("PROT", "P"), FtpsFailure.ProtectionRefused).ConfigureAwait(false);
        if (Offers("UTF8"))
        {
            // A refusal changes nothing: RFC 2640 servers speak UTF-8 unasked.
            await AskAsync(
                FtpCommand.With("OPTS", "UTF8 ON"), "OPTS", _options.Timeouts.Reply, FtpsFailure.ReplyTimedOut).ConfigureAwait(false);
        }

        var profile = new FtpServerProfile(greeting.Text, _features, await LoginFolderAsync().ConfigureAwait(false));
        _options.Observer?.Reached(FtpsStep.Protected, "data connections are encrypted (PROT P)");
        return profile;
    }

    private async Task<FtpReply> GreetingAsync()
    {
        FtpReply reply;
        try
        {
            do
            {
                reply = await _control.ReadReplyAsync(
                    "the connection", _options.Timeouts.Banner, FtpsFailure.BannerTimedOut, _stop).ConfigureAwait(false);
            }
            while (reply.IsPreliminary);
        }
        catch (FtpsException e) when (e.Failure == FtpsFailure.ConnectionLost)
        {
            throw new FtpsException(FtpsFailure.NotAnFtpServer, "The server closed the connection without a greeting.", e);
        }

        return reply.IsCompletion ? reply : throw Refused(FtpsFailure.ServerUnavailable, "The server does not take connections now", reply);
    }

    private async Task ProtectAsync()
    {
        FtpReply reply = await AskAsync(
            FtpCommand.With("AUTH", "TLS"), "AUTH TLS", _options.Timeouts.Reply, FtpsFailure.ReplyTimedOut).ConfigureAwait(false);
        if (reply.Code != 234)
        {
            throw Refused(FtpsFailure.TlsRefused, "The server refuses TLS on this port", reply);
        }

        _control.EnsureSilence();
        _options.Observer?.Reached(FtpsStep.TlsOffered, reply.ToString());
        await _control.ProtectAsync(_handshake, _options.Timeouts.Tls, _stop).ConfigureAwait(false);
        _control.Log?.Write(
            ProtocolLogKind.Tls,
            $"{_control.Tls!.SslProtocol}, {TlsHandshake.CipherOf(_control.Tls)}; server certificate"
                + $" {Printable.Escape(_control.Tls.RemoteCertificate!.Subject)}, SHA-256"
                + $" {TlsServerTrust.ThumbprintOf(_control.Tls.RemoteCertificate)}; client certificate requested:"
                + $" {YesNo(_control.Observer!.Received.SawCertificateRequest)}.");
        if (_handshake.LeftOurCertificateOut(_control.Observer!))
        {
            // Said before USER, or it would look like a refused password.
            throw new FtpsException(
                FtpsFailure.ClientCertificateNotSent,
                "The server asked for the client certificate, and the system left it out of the TLS handshake.");
        }

        _options.Observer?.Secured(_control.Tls!, _control.Observer!);
    }

    private async Task LogInAsync()
    {
        FtpReply reply = await AskAsync(
            FtpCommand.With("USER", _options.UserName), "USER", _options.Timeouts.Login, FtpsFailure.LoginTimedOut).ConfigureAwait(false);
        if (reply.Code is 331 or 332)
        {
            reply = await SendPasswordAsync().ConfigureAwait(false);
        }

        if (reply.Code == 332)
        {
            throw Refused(FtpsFailure.LoginRefused, "The server asks for an account (ACCT), which this gateway does not have", reply);
        }

        if (reply.Code == 421)
        {
            throw Refused(FtpsFailure.ServerUnavailable, "The server closes the session instead of answering the login", reply);
        }

        if (!reply.IsCompletion)
        {
            throw Refused(FtpsFailure.LoginRefused, $"The server refuses the login of {_options.UserName}", reply);
        }
    }

    private async Task<FtpReply> SendPasswordAsync()
    {
        string password = new NetworkCredential(string.Empty, _options.Password).Password;
        FtpCommand command = FtpCommand.Secret("PASS", FtpText.Encode(password));
        _control.Secret = password;
        try
        {
            return await AskAsync(command, "PASS", _options.Timeouts.Login, FtpsFailure.LoginTimedOut).ConfigureAwait(false);
        }
        finally
        {
            _control.Secret = null;
            command.Wipe();
        }
    }

    // TLS 1.3 hides the request, and a resumed session stands for the certificate that it began with.
    private bool WasAskedForCertificate =>
        _control.Observer!.Received.SawCertificateRequest
            || _control.Observer.Resumed
            || _control.Tls!.SslProtocol != System.Security.Authentication.SslProtocols.Tls12;

    private async Task<bool> FirstFeaturesAsync()
    {
        try
        {
            return await FeaturesAsync().ConfigureAwait(false);
        }
        catch (FtpsException e) when (e.Failure == FtpsFailure.ConnectionLost && WasAskedForCertificate)
        {
            // Some servers judge the certificate only once the handshake is done, on TLS 1.3 all of them: the verdict comes with the first
            // read.
            throw _control.Observer!.Received.LastType == AlertRecord
                ? new FtpsException(FtpsFailure.ClientCertificateRefused, "The server ended the connection with a TLS alert right after"
                    + " the handshake, as it does when it refuses the client certificate.", e)
                : new FtpsException(FtpsFailure.ClientCertificateNotAccepted, "The server closed the connection without a word right"
                    + " after the TLS handshake, as it does when it refuses the client certificate.", e);
        }
    }

    private async Task<bool> FeaturesAsync()
    {
        FtpReply reply = await AskAsync(
            FtpCommand.Plain("FEAT"), "FEAT", _options.Timeouts.Reply, FtpsFailure.ReplyTimedOut).ConfigureAwait(false);
        if (!reply.IsCompletion)
        {
            return false;
        }

        _features = FtpServerProfile.FeaturesOf(reply);
        return true;
    }

    private async Task<byte[]> LoginFolderAsync()
    {
        FtpReply reply = await AskAsync(
            FtpCommand.Plain("PWD"), "PWD", _options.Timeouts.Reply, FtpsFailure.ReplyTimedOut).ConfigureAwait(false);
        return FtpServerProfile.LoginFolderOf(reply);
    }

    private async Task RequireAsync(FtpCommand command, FtpsFailure failure)
    {
        FtpReply reply = await AskAsync(command, command.Verb, _options.Timeouts.Reply, FtpsFailure.ReplyTimedOut).ConfigureAwait(false);
        if (!reply.IsCompletion)
        {
            throw Refused(failure, $"The server refuses {command.Display}", reply);
        }
    }

    private async Task<FtpReply> AskAsync(FtpCommand command, string name, TimeSpan limit, FtpsFailure late)
    {
        await _control.SendAsync(command, limit, _stop).ConfigureAwait(false);
        return await _control.ReadReplyAsync(name, limit, late, _stop).ConfigureAwait(false);
    }

    private bool Offers(string feature) => Array.Exists(_features, f => string.Equals(f, feature, StringComparison.OrdinalIgnoreCase));

    private static string YesNo(bool value) => value ? "yes" : "no";

    private static FtpsException Refused(FtpsFailure failure, string fact, FtpReply reply) =>
        new(failure, $"{fact}: {reply}") { Reply = reply };
}
