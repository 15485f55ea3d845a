using System;
using System.Collections;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using SkatFtps.Ledger;
using SkatFtps.Text;

namespace SkatFtps.Cmdlets.Views;

/// <summary>
/// The columns of the views: every text passes through <see cref="Shown"/>, for nobody remembers which of them a server or a file has a
/// word in. The computed ones take the object and the engine, and give a text. What needs attention is in the colours
/// that <c>$PSStyle</c> has for it; where there is no <c>$PSStyle</c> (5.1), or it wants plain text, there is none.
/// </summary>
/// <remarks>A view calls them: a script of its own would be hard to test.</remarks>
public static class ViewText
{
    private const string Bad = "Error";
    private const string Doubtful = "Warning";
    private const string Good = "FormatAccent";

    /// <summary>What a server or a file says, without what would steer a terminal; several with commas between.</summary>
    /// <param name="value">A text, or texts; null is empty.</param>
    public static string Shown(object? value) => value switch
    {
        null => string.Empty,
        PSObject wrapped => Shown(wrapped.BaseObject),
        string text => string.Concat(text.Select(c => Printable.IsUnsafe(c) && c != '\n' ? $"\\u{(int)c:x4}" : c.ToString())),
        IEnumerable several => string.Join(", ", several.Cast<object?>().Select(Shown)),
        _ => Shown(value.ToString()),
    };

    public static string Session(GatewaySession session, EngineIntrinsics engine) =>
        session.IsClosed ? Marked("Closed", Doubtful, engine) : session.IsConnected ? "Connected" : "Idle";

    /// <summary>Every login needs the certificate, so its end is the session's.</summary>
    public static string CertificateExpires(GatewaySession session, EngineIntrinsics engine) => Expiry(session.CertificateExpires, engine);

    /// <summary>What the guide does not list has no system.</summary>
    public static string SystemName(GatewayService service, EngineIntrinsics engine) => service.System ?? "not in the guide";

    /// <returns>Empty when there is no session to tell.</returns>
    public static string Authorised(GatewayService service, EngineIntrinsics engine) =>
        service.Authorised switch { true => Marked("Yes", Good, engine), false => "No", null => string.Empty };

    public static string Check(GatewayCheck check, EngineIntrinsics engine) => check.Result switch
    {
        GatewayCheckResult.Failed => Marked("Failed", Bad, engine),
        GatewayCheckResult.Warning => Marked("Warning", Doubtful, engine),
        GatewayCheckResult.Passed => Marked("Passed", Good, engine),
        _ => check.Result.ToString(),
    };

    public static string Seconds(GatewayCheck check, EngineIntrinsics engine) =>
        check.Elapsed.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);

    public static string NotAfter(SkatCertificate certificate, EngineIntrinsics engine) => Expiry(certificate.NotAfter, engine);

    public static string CertificateProblem(SkatCertificate certificate, EngineIntrinsics engine) =>
        certificate.Problem is null ? string.Empty : Marked(Shown(certificate.Problem), certificate.DaysLeft < 0 ? Bad : Doubtful, engine);

    public static string Severity(PreflightFinding finding, EngineIntrinsics engine) =>
        Marked(finding.Severity.ToString(), finding.Severity == FindingSeverity.Error ? Bad : Doubtful, engine);

    /// <returns>Empty where the whole file is meant.</returns>
    public static string Where(PreflightFinding finding, EngineIntrinsics engine) =>
        finding.Line is long line ? "line " + line.ToString(CultureInfo.InvariantCulture)
        : Shown(finding.Entry);

    public static string SentAt(Submission submission, EngineIntrinsics engine) => Local(submission.SentAt, "yyyy-MM-dd HH:mm:ss");

    public static string ChangedAt(SubmissionRecord record, EngineIntrinsics engine) => Local(record.ChangedAt);

    /// <summary>With an exclamation mark where a person must look at it.</summary>
    public static string State(SubmissionRecord record, EngineIntrinsics engine) => record.State switch
    {
        _ when record.NeedsReview => Marked(record.State + "!", Bad, engine),
        SubmissionState.Failed => Marked("Failed", Bad, engine),
        SubmissionState.InDoubt => Marked("InDoubt", Bad, engine),
        SubmissionState.Answered => Marked("Answered", Good, engine),
        _ => record.State.ToString(),
    };

    public static string At(SubmissionHistoryEntry entry, EngineIntrinsics engine) => Local(entry.At, "yyyy-MM-dd HH:mm:ss");

    /// <returns>Empty for the first.</returns>
    public static string From(SubmissionHistoryEntry entry, EngineIntrinsics engine) => entry.From?.ToString() ?? string.Empty;

    /// <summary>The digit by which people know a status, and its word.</summary>
    public static string Status(SubmissionStatus status, EngineIntrinsics engine) =>
        Painted(status, (status.Code < 0 ? "-" : status.Code.ToString(CultureInfo.InvariantCulture)) + " " + status.Step, engine);

    public static string Step(SubmissionStatus status, EngineIntrinsics engine) => Painted(status, status.Step.ToString(), engine);

    /// <summary>In this machine's time, as every other column; the object has the offset.</summary>
    /// <returns>Empty when the status has none.</returns>
    public static string Timestamp(SubmissionStatus status, EngineIntrinsics engine) =>
        status.Timestamp is DateTimeOffset time ? Local(time) : string.Empty;

    public static string ServiceName(SubmissionStatus status, EngineIntrinsics engine) =>
        status.Service is null ? "not known" : Shown(status.Service);

    /// <summary>What there is to act on: the error, the responses, or how far a wait came.</summary>
    public static string Answer(SubmissionStatus status, EngineIntrinsics engine) => status.Step switch
    {
        StatusStep.Error => Marked(Shown(status.ErrorCode ?? status.ErrorMessage ?? status.StatusText), Bad, engine),
        StatusStep.Pending => Shown(status.StatusText),
        _ => Shown(status.ResponseFileNames),
    };

    public static string ReceivedAt(SkatResponse response, EngineIntrinsics engine) => Local(response.ReceivedAt);

    /// <summary>By the server's clock.</summary>
    /// <returns>Empty when the listing had names only.</returns>
    public static string Modified(OutFile file, EngineIntrinsics engine) =>
        file.Modified is DateTime time ? time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : string.Empty;

    private static string Painted(SubmissionStatus status, string text, EngineIntrinsics engine) => status.Step switch
    {
        StatusStep.Error => Marked(text, Bad, engine),
        StatusStep.Pending => Marked(text, Doubtful, engine),
        StatusStep.Exposed => Marked(text, Good, engine),
        _ => text,
    };

    private static string Expiry(DateTimeOffset end, EngineIntrinsics engine)
    {
        string text = end.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        double days = (end - DateTimeOffset.Now).TotalDays;
        return days < 0 ? Marked(text, Bad, engine) : days <= CertificateWarning.DaysBeforeExpiry ? Marked(text, Doubtful, engine) : text;
    }

    private static string Local(DateTimeOffset time, string format = "yyyy-MM-dd HH:mm") =>
        time.ToLocalTime().ToString(format, CultureInfo.InvariantCulture);

    private static string Marked(string text, string mark, EngineIntrinsics engine)
    {
        // Of PowerShell 7 only, so nothing here is compiled against it. By name through the engine: under strict mode a missing variable is
        // an error.
        if (engine.SessionState.PSVariable.GetValue("PSStyle") is not { } style
            || text.Length == 0
            || Member(style, "OutputRendering")?.ToString() == "PlainText")
        {
            return text;
        }

        return Member(style, "Formatting") is { } formatting
            && Member(formatting, mark) is string colour
            && Member(style, "Reset") is string reset
            ? colour + text + reset
            : text;
    }

    private static object? Member(object owner, string name) => PSObject.AsPSObject(owner).Properties[name]?.Value;
}
