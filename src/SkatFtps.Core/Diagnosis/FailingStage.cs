using SkatFtps.Ftp;

namespace SkatFtps.Diagnosis;

/// <summary>The stage that a failure belongs to.</summary>
internal static class FailingStage
{
    /// <param name="failure">What happened.</param>
    /// <param name="report">Tells how far the opening had come, for failures that can happen anywhere.</param>
    public static GatewayStage Of(FtpsFailure failure, CheckReport report)
    {
        GatewayStage stage = Usual(failure, report);
        return report.IsDone(stage) ? Next(report) : stage;
    }

    private static GatewayStage Usual(FtpsFailure failure, CheckReport report) => failure switch
    {
        FtpsFailure.HostUnknown => GatewayStage.Name,
        FtpsFailure.PortClosed or FtpsFailure.HostUnreachable or FtpsFailure.ConnectTimedOut => GatewayStage.Port,
        FtpsFailure.BannerTimedOut => GatewayStage.Banner,
        FtpsFailure.TlsRefused or FtpsFailure.ClearTextBeforeTls => GatewayStage.AuthTls,
        FtpsFailure.ServerCertificateUntrusted or FtpsFailure.ServerCertificateNameMismatch or FtpsFailure.ServerCertificateExpired
            or FtpsFailure.ServerThumbprintMismatch => GatewayStage.ServerCertificate,
        FtpsFailure.TlsVersionRefused or FtpsFailure.TlsHandshakeFailed or FtpsFailure.TlsTimedOut => GatewayStage.TlsVersion,
        FtpsFailure.ClientCertificateRefused or FtpsFailure.ClientCertificateNotAccepted
            or FtpsFailure.ClientCertificateNotSent => GatewayStage.ClientCertificate,
        FtpsFailure.LoginRefused or FtpsFailure.LoginTimedOut or FtpsFailure.CommandInvalid => GatewayStage.Login,
        FtpsFailure.ProtectionRefused => GatewayStage.Protection,
        _ => Next(report),
    };

    private static GatewayStage Next(CheckReport report)
    {
        GatewayStage stage = GatewayStage.Ledger;
        while (report.IsDone(stage) && stage < GatewayStage.Protection)
        {
            stage++;
        }

        return stage;
    }
}
