using System;
using System.Management.Automation;
using SkatFtps.Ledger;

namespace SkatFtps.Cmdlets;

[Cmdlet(VerbsCommon.Clear, "SkatLedger", SupportsShouldProcess = true)]
[OutputType(typeof(ClearedRows))]
public sealed class ClearSkatLedgerCommand : LedgerCmdlet
{
    /// <summary>Older statuses and responses lose their content and paths; names and hashes stay.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public DateTime Before { get; set; }

    protected override void EndProcessing()
    {
        try
        {
            SubmissionLedger ledger = OpenLedger();
            var before = new DateTimeOffset(Before);
            ClearedRows clearable = Await((_, stop) => ledger.Archive.CountClearableAsync(before, stop));
            if (ShouldProcess(ledger.Location, $"Remove the XML of {clearable.Statuses} statuses and the paths of {clearable.Responses}"
                + $" responses from before {Before:yyyy-MM-dd HH:mm}"))
            {
                WriteObject(Await((_, stop) => ledger.Archive.ClearAsync(before, stop)));
            }
        }
        catch (SkatFtpsException e)
        {
            ThrowTerminatingError(ToErrorRecord(e, LedgerPath ?? UserName));
        }
    }
}
