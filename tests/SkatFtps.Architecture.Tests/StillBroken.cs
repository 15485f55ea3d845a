using System.Collections.Generic;

namespace SkatFtps.Architecture.Tests;

/// <summary>By rule, what breaks it today: who knows whom. The list only becomes shorter.</summary>
internal static class StillBroken
{
    private static readonly Dictionary<string, string[]> Rules = new()
    {
        ["Errors knows only"] =
        [
            "SkatFtps.Errors.ErrorCatalogue -> SkatFtps.Gateway.CertificatePortal",
            "SkatFtps.Errors.ErrorCatalogue -> SkatFtps.GatewayEndpoint",
            "SkatFtps.GatewayException -> SkatFtps.Ftp.FtpReply",
            "SkatFtps.GatewayException -> SkatFtps.Ftp.FtpsException",
            "SkatFtps.GatewayException -> SkatFtps.GatewayEndpoint",
            "SkatFtps.GatewayException -> SkatFtps.Session.GatewayAdvice",
        ],
        ["Gateway knows only"] =
        [
            "SkatFtps.Gateway.ServiceCatalogue -> SkatFtps.StatusStep",
            "SkatFtps.GatewayEndpoint -> SkatFtps.Ftp.PortRange",
            "SkatFtps.GatewayService -> SkatFtps.StatusStep",
        ],
        ["Out does not know GatewaySession"] =
        [
            "SkatFtps.Out.FreshLook -> SkatFtps.GatewaySession",
            "SkatFtps.Out.SameFile -> SkatFtps.GatewaySession",
            "SkatFtps.Out.StatusCollector -> SkatFtps.GatewaySession",
            "SkatFtps.StatusRemover -> SkatFtps.GatewaySession",
        ],
        ["Preflight knows only"] =
        [
            "SkatFtps.Preflight.FilingCheck -> SkatFtps.Sending.FilingFile",
            "SkatFtps.Preflight.NameRules -> SkatFtps.Sending.FilingFile",
        ],
        ["Receiving does not know GatewaySession"] =
        [
            "SkatFtps.ResponseReceiver -> SkatFtps.GatewaySession",
        ],
        ["Sending does not know GatewaySession"] =
        [
            "SkatFtps.Sending.FileSubmitter -> SkatFtps.GatewaySession",
        ],
        ["Waiting does not know GatewaySession"] =
        [
            "SkatFtps.Waiting.StatusWaiter -> SkatFtps.GatewaySession",
        ],
    };

    public static IReadOnlyList<string> By(string rule) => Rules.TryGetValue(rule, out string[]? broken) ? broken : [];
}
