using System.Collections.Generic;
using System.Linq;
using SkatFtps.Text;

namespace SkatFtps.Preflight;

/// <summary>All that was found in one file.</summary>
public sealed class PreflightReport
{
    private readonly GatewayException? _refusal;

    internal PreflightReport(string fileName, IReadOnlyList<PreflightFinding> findings, GatewayException? refusal)
    {
        FileName = fileName;
        Findings = findings;
        _refusal = refusal;
    }

    /// <summary>The name that it is sent under.</summary>
    public string FileName { get; }

    /// <summary>In the order in which the file is read.</summary>
    public IReadOnlyList<PreflightFinding> Findings { get; }

    public bool HasErrors => Findings.Any(finding => finding.Severity == FindingSeverity.Error);

    /// <summary>
    /// The error code of the status 0 that the file would become: that of the first defect in it. Null where none is known.
    /// </summary>
    public string? StatusCode => Findings.FirstOrDefault(finding => finding.StatusCode is not null)?.StatusCode;

    /// <summary>
    /// Why the file is not sent: PreflightFailed, or the id of what no send can overlook (FileNameInvalid, FileEmpty). Null without errors.
    /// </summary>
    public GatewayException? ToException()
    {
        if (_refusal is not null || !HasErrors)
        {
            return _refusal;
        }

        PreflightFinding[] errors = Findings.Where(finding => finding.Severity == FindingSeverity.Error).ToArray();
        string more = errors.Length == 1
            ? string.Empty
            : $" {errors.Length - 1} more such {(errors.Length == 2 ? "finding" : "findings")}.";
        return new GatewayException(
            "PreflightFailed",
            $"'{Printable.Escape(FileName)}' was not sent: it would be refused. {errors[0]}{more} Nothing left this machine; the name is"
                + " still free.")
        {
            SafeToResend = true,
            SessionUsable = true,
        };
    }
}
