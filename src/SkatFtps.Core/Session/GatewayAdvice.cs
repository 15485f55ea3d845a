using SkatFtps.Errors;
using SkatFtps.Ftp;
using SkatFtps.Ftp.Tls;

namespace SkatFtps.Session;

/// <summary>The error ids of the dialogue's failures, and the catalogue's advice on them.</summary>
internal static class GatewayAdvice
{
    public static string IdOf(FtpsException e) => e.Failure switch
    {
        FtpsFailure.LoginRefused or FtpsFailure.ServerUnavailable when RefusalWords.TellOfFault(e.Reply) => "LoginRefused",
        FtpsFailure.LoginRefused or FtpsFailure.ServerUnavailable when RefusalWords.TellOfCrowd(e.Reply) => "ServerBusy",

        // "Service not available, closing control connection", which may answer any command (RFC 959, 4.2.2), says nothing of the command.
        FtpsFailure.FolderRefused or FtpsFailure.TypeRefused or FtpsFailure.DeleteRefused or FtpsFailure.TlsRefused
            or FtpsFailure.ProtectionRefused
            or FtpsFailure.LoginRefused when e.Reply?.Code == 421 => nameof(FtpsFailure.ServerUnavailable),
        FtpsFailure.StoreInDoubt when e.InnerException is FtpsException { Failure: FtpsFailure.FileChanged } =>
            nameof(FtpsFailure.FileChanged),
        FtpsFailure.StoreInDoubt => "SubmissionInDoubt",
        FtpsFailure.FolderRefused => "ServiceNotPermitted",
        _ => e.Failure.ToString(),
    };

    public static string? For(FtpsException e, GatewayEndpoint endpoint) => ErrorCatalogue.AdviceFor(
        IdOf(e), e.MayHaveArrived && e.InnerException is FtpsException { Failure: FtpsFailure.FileChanged } ? "InDoubt" : e.TlsAlert,
        ("host", endpoint.Host), ("gateway", $"{endpoint.Host} port {endpoint.Port}"));

    /// <summary>
    /// The same failure on a way that has led to a login before. There, a connection that ends without a word ends because the server is
    /// away or going, as in a restart, and not for what it would mean on a first visit: no FTP server, no TLS, a certificate that is not
    /// liked.
    /// </summary>
    public static FtpsException OnKnownWay(FtpsException e) =>
        e is { Reply: null, TlsAlert: null, Failure: FtpsFailure.NotAnFtpServer or FtpsFailure.TlsHandshakeFailed
            or FtpsFailure.ClientCertificateNotAccepted }
            ? new FtpsException(FtpsFailure.ConnectionLost, e.Message, e)
            : e;
}
