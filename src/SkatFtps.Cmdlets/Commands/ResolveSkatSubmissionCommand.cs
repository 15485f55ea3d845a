using System;
using System.Management.Automation;
using SkatFtps.Cmdlets.Completion;
using SkatFtps.Ledger;

namespace SkatFtps.Cmdlets;

[Cmdlet(VerbsDiagnostic.Resolve, "SkatSubmission", DefaultParameterSetName = "Statuses", SupportsShouldProcess = true)]
[OutputType(typeof(SubmissionRecord))]
public sealed class ResolveSkatSubmissionCommand : LedgerCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(SubmissionCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] FtpTransaktionsId { get; set; } = Array.Empty<string>();

    /// <summary>What a person found out, where no status tells.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Outcome")]
    [ValidateSet("Arrived", "NotArrived")]
    public string Outcome { get; set; } = string.Empty;

    /// <summary>How it was found out; kept in the ledger.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Outcome")]
    [ValidateNotNullOrEmpty]
    public string Reason { get; set; } = string.Empty;

    /// <summary>
    /// Lists /out although it was listed within the minute; records as not arrived although another machine may still be sending.
    /// </summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        foreach (string id in FtpTransaktionsId)
        {
            try
            {
                Resolve(id);
            }
            catch (SkatFtpsException e)
            {
                WriteFailure(e, id);
            }
        }
    }

    private void Resolve(string id)
    {
        SubmissionLedger ledger = OpenLedger();
        LedgerSubmission row = Find(ledger, id);
        if (ParameterSetName == "Outcome")
        {
            if (ShouldProcess(id, $"Record as {Outcome}: {Reason}"))
            {
                Record(ledger, row);
            }

            return;
        }

        if (row.State == SubmissionState.InDoubt)
        {
            if (!ShouldProcess(id, "Read its statuses in /out"))
            {
                return;
            }

            row = Settle(ledger, id);
        }

        if (row is { ReviewReason: not null, State: not SubmissionState.InDoubt })
        {
            WriteWarning($"'{id}' is {row.State}, and needs review: {row.ReviewReason.TrimEnd('.')}. When it was looked into, take that"
                + " off with -Outcome and -Reason.");
        }

        WriteObject(new SubmissionRecord(row));
    }

    private void Record(SubmissionLedger ledger, LedgerSubmission row)
    {
        bool arrived = Outcome == "Arrived";
        LedgerSubmission resolved = Await(
            (_, stop) => ledger.Submissions.ResolveAsync(row.Id, arrived, Reason, LedgerOwner.Current().OsUser, Force, stop));
        if (!arrived && row.State != SubmissionState.InDoubt)
        {
            WriteWarning($"'{row.FileName}' is {row.State} and not in doubt: only the review was taken off it. Its name stays used.");
        }
        else if (!arrived && resolved.State == SubmissionState.Failed)
        {
            WriteWarning($"The gateway says that the name '{row.FileName}' was used before, so it stays used. Its content may be sent"
                + " under another name.");
        }

        WriteObject(new SubmissionRecord(resolved));
    }

    private LedgerSubmission Settle(SubmissionLedger ledger, string id)
    {
        GatewaySession session = SessionOrCurrent(Session);
        if (!ReferenceEquals(session.Ledger, ledger))
        {
            throw GatewayException.InCase("LedgerAmbiguous", "Statuses", "Statuses are read by a session, and this is not its ledger.");
        }

        TimeSpan wait = Await((log, stop) => session.RefreshAsync(id, Force, (name, e) => Post(() => WriteFailure(e, name)), log, stop));
        LedgerSubmission row = Find(ledger, id);
        if (row.State == SubmissionState.InDoubt)
        {
            WriteWarning(
                $"'{id}' is still in doubt: no status speaks of it. " +
                (wait > TimeSpan.Zero ? "/out was listed within the minute, so only the ledger was asked; look again in"
                    + $" {wait.TotalSeconds:0} s, or with -Force. " : string.Empty) +
                "Do not send it again, under a new name neither: ask your contact point within SKAT whether it arrived (guide, \"FTP"
                    + " Structure\"), then record the answer with -Outcome and -Reason.");
        }

        return row;
    }

    private LedgerSubmission Find(SubmissionLedger ledger, string id) =>
        Await((_, stop) => ledger.Submissions.FindAsync(id, stop))
        ?? throw new GatewayException("SubmissionNotFound", $"The ledger holds no submission '{id}' for this account.");
}
