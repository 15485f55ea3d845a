using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SkatFtps.Cmdlets.Completion;
using SkatFtps.Cmdlets.Parameters;
using SkatFtps.Cmdlets.Pipeline;

namespace SkatFtps.Cmdlets;

[Cmdlet(VerbsCommon.Remove, "SkatStatus", SupportsShouldProcess = true)]
[OutputType(typeof(OutFile))]
public sealed class RemoveSkatStatusCommand : GatewayCmdlet
{
    private readonly List<NamePattern> _wanted = new();

    /// <summary>All that the ledger holds, when none is given.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(OutFileCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? StatusFileName { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter]
    public GatewaySession? Session { get; set; }

    protected override void ProcessRecord() =>
        _wanted.AddRange((StatusFileName ?? Array.Empty<string>()).Select(name => new NamePattern(name, ignoreCase: false)));

    protected override void EndProcessing()
    {
        // Statuses were piped in and there were none: nothing is to go, which is not the same as everything.
        if (MyInvocation.ExpectingInput && _wanted.Count == 0)
        {
            return;
        }

        GatewaySession session = SessionOrCurrent(Session);
        IReadOnlyList<OutFile> held;
        int unread;
        try
        {
            (held, unread) = Await((log, stop) => session.ListHeldStatusesAsync(log, stop));
        }
        catch (SkatFtpsException e)
        {
            ThrowTerminatingError(ToErrorRecord(e, session));
            return;
        }

        if (unread > 0)
        {
            WriteVerbose($"{unread} status files in /out have not been read, and stay; Get-SkatStatus reads them.");
        }

        OutFile[] wanted = held.Where(file => _wanted.Count == 0 || _wanted.Any(name => name.IsMatch(file.Name))).ToArray();
        var progress = new BatchProgress(6383, "Removing statuses from /out");
        for (int done = 0; done < wanted.Length; done++)
        {
            Show(progress.Next(done, wanted.Length));
            Remove(session, wanted[done]);
        }

        Show(progress.Completed());
    }

    private void Remove(GatewaySession session, OutFile file)
    {
        if (!ShouldProcess(file.Name, "Remove from /out"))
        {
            return;
        }

        try
        {
            Await((log, stop) => session.RemoveAsync(file, log, stop));
        }
        catch (SkatFtpsException e)
        {
            WriteFailure(e, file);
            return;
        }

        if (PassThru)
        {
            WriteObject(file);
        }
    }
}
