using SkatFtps.Errors;
using SkatFtps.Ftp;
using SkatFtps.Ftp.Tls;

namespace SkatFtps.Session;

/// <summary>The error ids of the dialogue's failures, and the catalogue's advice on them.</summary>
internal static class GatewayAdvice
{
    public static string IdOf(FtpsFailure failure) => failure switch
    {
        FtpsFailure.StoreInDoubt => "SubmissionInDoubt",
        FtpsFailure.FolderRefused => "ServiceNotPermitted",
        _ => failure.ToString(),
    };

    public static string? For(FtpsException e, GatewayEndpoint endpoint) => ErrorCatalogue.AdviceFor(
        IdOf(e.Failure), e.TlsAlert, ("host", endpoint.Host), ("gateway", $"{endpoint.Host} port {endpoint.Port}"));
}
