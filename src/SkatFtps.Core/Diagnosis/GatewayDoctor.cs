using System;
using System.Security;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ftp;
using SkatFtps.Ledger;
using SkatFtps.Session;

namespace SkatFtps.Diagnosis;

/// <summary>
/// Walks to the gateway stage by stage, over the engine that sessions use, and says of each stage how it went. It files nothing and
/// removes nothing; the one thing it may send is a ping, on request, which the ledger holds like everything that is sent.
/// </summary>
public static class GatewayDoctor
{
    // By number: .NET Framework 4.7.2 does not name it.
    private const SslProtocols Tls13 = (SslProtocols)12288;

    /// <param name="options">Where, who, how.</param>
    /// <param name="write">Called once a stage, in the order of their ends.</param>
    /// <param name="log">Receives the dialogue.</param>
    /// <param name="stop">Cancels.</param>
    public static async Task ExamineAsync(DoctorOptions options, Action<GatewayCheck> write, IProtocolLog log, CancellationToken stop)
    {
        var report = new CheckReport(write);
        using SubmissionLedger? ledger = await LedgerCheck.RunAsync(options, report, stop).ConfigureAwait(false);
        OcesCertificate? certificate = CertificateCheck.Run(options, report);
        FtpsOptions ftps = FtpsOptionsOf(options, certificate);
        ServerVisit? visit = await OpenAsync(options, ftps, report, log, stop).ConfigureAwait(false);
        if (visit is not null)
        {
            using (visit)
            {
                await RecordListingAsync(ledger, log, stop).ConfigureAwait(false);
                await visit.LookAroundAsync(stop).ConfigureAwait(false);
                await visit.LeaveAsync(stop).ConfigureAwait(false);
            }

            if (options.Heartbeat)
            {
                await HeartbeatCheck.RunAsync(options, ftps.Protocols, ledger, visit, report, log, stop).ConfigureAwait(false);
            }

            if (!report.IsDone(GatewayStage.Clock))
            {
                visit.ReportClock();
            }
        }

        foreach (GatewayStage stage in report.OpenBefore(options.Heartbeat ? GatewayStage.Heartbeat + 1 : GatewayStage.Heartbeat))
        {
            report.Skip(stage, "an earlier stage is in the way");
        }
    }

    // The visit lists /out, once and whatever others do; they shall know of it.
    private static async Task RecordListingAsync(SubmissionLedger? ledger, IProtocolLog log, CancellationToken stop)
    {
        if (ledger is null)
        {
            return;
        }

        try
        {
            await ledger.Activity.TryBeginListingAsync(TimeSpan.Zero, force: true, stop).ConfigureAwait(false);
        }
        catch (LedgerException e)
        {
            log.Write(ProtocolLogKind.Warning, $"That /out is listed could not be recorded: {e.Message}");
        }
    }

    private static async Task<ServerVisit?> OpenAsync(
        DoctorOptions options, FtpsOptions ftps, CheckReport report, IProtocolLog log, CancellationToken stop)
    {
        ServerVisit? visited = null;
        Opening? opening = null;
        bool canLogIn = ftps.ClientCertificate is not null && options.UserName is not null && options.Password is not null;
        FtpsException? failure = await TryOpenAsync(ftps.Protocols, null).ConfigureAwait(false);
        if (failure is { Failure: FtpsFailure.TlsVersionRefused })
        {
            // Past it there may be more to find: the other version is tried, and the stage fails all the same.
            SslProtocols asked = ftps.Protocols;
            FtpsException? other = await TryOpenAsync(
                asked == SslProtocols.Tls12 ? Tls13 : SslProtocols.Tls12, asked).ConfigureAwait(false);
            if (other is null || report.IsDone(GatewayStage.TlsVersion))
            {
                failure = other;
            }
        }

        if (failure is not null)
        {
            if (failure.Failure is not (FtpsFailure.ClientCertificateRefused
                or FtpsFailure.ClientCertificateNotAccepted
                or FtpsFailure.ClientCertificateNotSent))
            {
                opening!.SettleCertificate();
            }

            Report(failure, options, ftps, report);
        }

        return visited;

        async Task<FtpsException?> TryOpenAsync(SslProtocols protocols, SslProtocols? refused)
        {
            ftps.Protocols = protocols;
            var connection = new FtpsConnection(ftps) { Log = log };
            opening = new Opening(report, ftps, canLogIn, refused);
            try
            {
                await connection.OpenAsync(stop).ConfigureAwait(false);
                visited = new ServerVisit(options, connection, opening, report);
                return null;
            }
            catch (ExaminationEndedException)
            {
                connection.Dispose();
                if (options.LoginProblem is not null)
                {
                    report.Fail(
                        GatewayStage.Login,
                        options.LoginProblem.ErrorId,
                        options.LoginProblem.Fact,
                        options.LoginProblem.RecommendedAction);
                }

                return null;
            }
            catch (FtpsException e)
            {
                connection.Dispose();
                return e;
            }
        }
    }

    private static void Report(FtpsException failure, DoctorOptions options, FtpsOptions ftps, CheckReport report)
    {
        GatewayStage failed = FailingStage.Of(failure.Failure, report);
        foreach (GatewayStage stage in report.OpenBefore(failed))
        {
            if (stage == GatewayStage.TlsVersion && failed == GatewayStage.ClientCertificate)
            {
                report.Pass(stage, $"{ftps.Protocols}; the handshake ended later");
            }
            else
            {
                report.Skip(stage, "the connection ended before it");
            }
        }

        if (ftps.ClientCertificate is null && failed >= GatewayStage.TlsVersion && report.IsDone(GatewayStage.ServerCertificate))
        {
            report.Skip(failed, "there is no certificate to send, and the server goes no further without one");
            return;
        }

        report.Fail(failed, GatewayAdvice.IdOf(failure), failure.Message, GatewayAdvice.For(failure, options.Endpoint));
    }

    private static FtpsOptions FtpsOptionsOf(DoctorOptions options, OcesCertificate? certificate)
    {
        var ftps = new FtpsOptions(
            options.Endpoint.Host, options.Endpoint.Port, options.UserName ?? string.Empty, options.Password ?? new SecureString())
        {
            ClientCertificate = certificate?.Certificate,
            Protocols = options.Protocols,
            Trust = options.Trust,
            Timeouts = options.Timeouts,
            DataPorts = options.Endpoint.DataPorts,

            // Each port counts by itself.
            PassivePorts = 1,
        };
        if (certificate is not null)
        {
            ftps.ClientChain = certificate.Chain;
        }

        return ftps;
    }
}
