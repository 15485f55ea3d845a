using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ftp;
using SkatFtps.Ledger;
using SkatFtps.Text;

namespace SkatFtps.Diagnosis;

/// <summary>
/// Sends a ping to FTPSGW.Heartbeat and waits for its statuses, over a session as everything else is sent. The ping's statuses stay
/// in /out until they are 30 days old.
/// </summary>
internal static class HeartbeatCheck
{
    private const string Service = "FTPSGW.Heartbeat";

    // On SKAT's hosts it is a minute, as for everybody (guide, "FTP Structure").
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(2);

    public static async Task RunAsync(
        DoctorOptions options,
        SslProtocols protocols,
        SubmissionLedger? ledger,
        ServerVisit visit,
        CheckReport report,
        IProtocolLog log,
        CancellationToken stop)
    {
        if (!visit.Services.Contains(Service, StringComparer.OrdinalIgnoreCase))
        {
            report.Skip(GatewayStage.Heartbeat, "no folder " + Service, "HeartbeatNotVisible");
            return;
        }

        DirectoryInfo folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "skatftps-" + Guid.NewGuid().ToString("N")));
        try
        {
            var ping = new FileInfo(Path.Combine(folder.FullName, $"ping{DateTime.UtcNow:yyyyMMddHHmmssfff}-{Guid.NewGuid():N}.xml"));
            File.WriteAllText(ping.FullName, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ping/>\n");
            var gateway = new GatewayOptions(options.Endpoint, options.Certificate!, options.UserName!, options.Password!)
            {
                Ledger = ledger,
                Protocols = protocols,
                Trust = options.Trust,
                Timeouts = options.Timeouts,
                ListingInterval = options.ListingInterval,
                Clock = options.WaitClock,
            };
            GatewaySession session = await GatewaySession.ConnectAsync(gateway, log, stop).ConfigureAwait(false);
            try
            {
                await PingAsync(session, ping, options, report, log, stop).ConfigureAwait(false);
            }
            finally
            {
                await session.CloseAsync(log, stop).ConfigureAwait(false);
            }
        }
        catch (SkatFtpsException e)
        {
            report.Fail(GatewayStage.Heartbeat, e.ErrorId, e.Fact, e.RecommendedAction);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task PingAsync(
        GatewaySession session, FileInfo ping, DoctorOptions options, CheckReport report, IProtocolLog log, CancellationToken stop)
    {
        DateTimeOffset sent = options.Clock();
        await session.SubmitAsync(Service, ping, new SubmitOptions { AllowDuplicateContent = true }, log, stop).ConfigureAwait(false);

        // As everybody waits: the ledger gives leave to look, to all processes of the account together.
        var awaited = new AwaitedSubmission(ping.Name, Service, sent);
        SkatFtpsException? unreadable = null;
        var wait = new WaitOptions { Timeout = options.HeartbeatPatience, Poll = Interval };
        DateTimeOffset began = session.Clock.Now;
        await session.WaitAsync([awaited], wait, _ => { }, (_, e) => unreadable = e, log, stop).ConfigureAwait(false);
        TimeSpan waited = session.Clock.Now - began;
        if (awaited.Statuses.Count == 0 && unreadable is not null)
        {
            report.Fail(GatewayStage.Heartbeat, unreadable.ErrorId, unreadable.Fact, unreadable.RecommendedAction);
            return;
        }

        ReportClock(awaited.Statuses, sent, options, report);
        Report(awaited.Statuses, waited, report);
    }

    private static void Report(IReadOnlyCollection<SubmissionStatus> seen, TimeSpan waited, CheckReport report)
    {
        SubmissionStatus? error = seen.FirstOrDefault(one => one.Code == 0);
        if (error is not null)
        {
            report.Fail(GatewayStage.Heartbeat, "HeartbeatFailed", $"status 0: {Printable.Escape(error.ErrorCode ?? "no code")},"
                + $" {Printable.Escape(error.ErrorMessage ?? "no message")}");
        }
        else if (seen.Count == 0)
        {
            report.Warn(GatewayStage.Heartbeat, "HeartbeatUnanswered", $"sent; no status within {waited.TotalSeconds:0} s");
        }
        else
        {
            report.Pass(GatewayStage.Heartbeat, $"sent; status {string.Join(", ", seen.Select(one => one.Code).OrderBy(code => code))}"
                + $" within {waited.TotalSeconds:0} s");
        }
    }

    // The gateway wrote its first status between our sending and our reading.
    private static void ReportClock(
        IReadOnlyCollection<SubmissionStatus> seen, DateTimeOffset sent, DoctorOptions options, CheckReport report)
    {
        DateTimeOffset? first = seen.Min(one => one.Timestamp);
        if (first is null)
        {
            return;
        }

        TimeSpan early = sent - first.Value;
        TimeSpan late = first.Value - options.Clock();
        TimeSpan difference = early > late ? early : late;
        if (difference > ClockTolerance)
        {
            report.Warn(GatewayStage.Clock, "ClockDiffers", $"The status of the ping is written {difference.TotalMinutes:0} minutes"
                + $" {(early > late ? "before it was sent" : "after it was read")} by this machine's clock");
        }
        else
        {
            report.Pass(GatewayStage.Clock, "the status of the ping bears a time between its sending and its reading");
        }
    }
}
