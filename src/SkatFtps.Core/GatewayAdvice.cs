using SkatFtps.Ftp;

namespace SkatFtps;

/// <summary>What to do about a failure of the dialogue, with what is known of SKAT's gateway (guide; TFE and production alike).</summary>
internal static class GatewayAdvice
{
    public static string IdOf(FtpsFailure failure) => failure switch
    {
        FtpsFailure.StoreInDoubt => "SubmissionInDoubt",
        FtpsFailure.FolderRefused => "ServiceNotPermitted",
        _ => failure.ToString(),
    };

    public static string For(FtpsException e, GatewayEndpoint endpoint) => e.Failure switch
    {
        FtpsFailure.CommandInvalid => "Rename the file: its name must not hold line ends or control characters.",
        FtpsFailure.HostUnknown => "Check the spelling and this machine's DNS. The gateways are secureftpgatewaytest.skat.dk and secureftpgateway.skat.dk.",
        FtpsFailure.PortClosed => $"Check the port: SKAT's gateways listen on {GatewayEndpoint.DefaultPort}. A firewall on the way may also answer like this.",
        FtpsFailure.HostUnreachable or FtpsFailure.ConnectTimedOut => $"Ask whoever runs the firewall to allow outgoing TCP to {endpoint.Host} port {endpoint.Port}. HTTP and SOCKS proxies are not supported.",
        FtpsFailure.BannerTimedOut => "The port is open but nothing speaks. A firewall that inspects FTP, or a service window, can do that; try again later.",
        FtpsFailure.NotAnFtpServer => $"Check host and port: the gateway's FTPS port is {GatewayEndpoint.DefaultPort}; 443 is the portal and 6384 is AS4.",
        FtpsFailure.ServerUnavailable => "Try again later. SKAT announces service windows; too many sessions at a time are also answered like this.",
        FtpsFailure.TlsRefused => "This is not the gateway: SKAT's always offers explicit TLS. Check host and port.",
        FtpsFailure.ClearTextBeforeTls => "Do not go on. Have the network between here and the gateway looked at.",
        FtpsFailure.TlsTimedOut => "A firewall that inspects TLS may hold the handshake up. Try again; if it stays, ask whoever runs the firewall.",
        FtpsFailure.TlsVersionRefused => "Use -TlsVersion Tls12, which the gateway is known to take.",
        FtpsFailure.TlsHandshakeFailed => "Run with -Verbose -Debug to see how far the handshake came. A firewall that inspects TLS can break it.",
        FtpsFailure.ServerCertificateUntrusted => "If this is a server of your own, give its root with -TrustedRootPath or its certificate's SHA-256 with -ServerThumbprint. For SKAT's hosts, update the machine's root certificates; a firewall that opens TLS shows a certificate of its own.",
        FtpsFailure.ServerCertificateNameMismatch => "Use the host name that the certificate is made out to, not an alias or an IP address.",
        FtpsFailure.ServerCertificateExpired => "Check this machine's clock. If it is right, the server's owner must renew the certificate.",
        FtpsFailure.ServerThumbprintMismatch => "If the server has a new certificate, verify its thumbprint with the owner and give the new one.",
        FtpsFailure.ClientCertificateRefused or FtpsFailure.ClientCertificateNotAccepted => "The certificate is not registered in the Certificate Portal of this environment, expired or revoked, or it is a test certificate on production or the reverse. After registration allow 15 minutes.",
        FtpsFailure.LoginTimedOut => "Try again later; a slow answer to a login is the server's own.",
        FtpsFailure.LoginRefused => "Use the Gateway password that the portal shows, not the portal's own password. The user name is CVR_<cvr>_UI_<uuid> of this certificate. After registration allow 15 minutes. It is not tried again by itself.",
        FtpsFailure.ProtectionRefused => "The files would travel unencrypted, so nothing is sent. Tell SKAT's contact point.",
        FtpsFailure.FolderRefused => "Check the certificate's roles with SKAT; a new role takes about an hour to arrive.",
        FtpsFailure.TypeRefused => "Tell SKAT's contact point; the gateway should know TYPE A and TYPE I.",
        FtpsFailure.PassiveRefused => "Try again later; the server may have no free data port.",
        FtpsFailure.DataPortUnreachable => "Ask whoever runs the firewall to allow outgoing TCP to the ports 36000-39999 of the gateway. A rule that still ends at 36100 lets only some through.",
        FtpsFailure.TlsSessionReuseRequired => "The server wants data connections to resume the TLS session. On Linux that needs PowerShell 7.5 or later and a host name instead of an IP address; on TLS 1.3 use -TlsVersion Tls12.",
        FtpsFailure.DataHandshakeFailed => "Run with -Verbose -Debug to see how far the handshake came. A firewall that inspects FTP can break data connections.",
        FtpsFailure.DataCertificateChanged => "Do not go on: data connections must end at the same server. Have the network in between looked at.",
        FtpsFailure.ListRefused or FtpsFailure.ListingIncomplete => "Try again; nothing was changed.",
        FtpsFailure.StoreRefused => "Nothing was taken. Read the server's words; if they name the service or a right, check the certificate's roles.",
        FtpsFailure.StoreInDoubt => "Look for its status with Get-SkatStatus. If none comes, ask your contact point at SKAT, as the guide says, instead of sending it again.",
        FtpsFailure.RetrieveRefused => "List the folder again: files are deleted from /out after 30 days.",
        FtpsFailure.RetrieveIncomplete => "Nothing was kept. Try again; the file is still in /out.",
        FtpsFailure.DeleteRefused => "The file stays in /out until it is removed or 30 days old; nothing is lost.",
        FtpsFailure.TransferTimedOut or FtpsFailure.ReplyTimedOut or FtpsFailure.ConnectionLost or FtpsFailure.ReplyUnexpected => "Try again; the next command logs in anew.",
        _ => "Run with -Verbose to see the dialogue.",
    };
}
