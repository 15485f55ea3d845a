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
        StatusRemover remover;
        try
        {
            remover = Await((log, stop) => StatusRemover.LookAsync(session, log, stop));
        }
        catch (SkatFtpsException e)
        {
            ThrowTerminatingError(ToErrorRecord(e, session));
            return;
        }

        if (remover.Unread > 0)
        {
            WriteVerbose($"{remover.Unread} status files in /out have not been read, and stay; Get-SkatStatus reads them.");
        }

        OutFile[] wanted = remover.Candidates.Where(file => _wanted.Count == 0 || _wanted.Any(name => name.IsMatch(file.Name))).ToArray();
        var progress = new BatchProgress(6383, "Removing statuses from /out");
        for (int done = 0; done < wanted.Length; done++)
        {
            Show(progress.Next(done, wanted.Length));
            Remove(remover, wanted[done]);
        }

        Show(progress.Completed());
        if (remover.NotCompared is { } rest)
        {
            WriteWarning(rest);
        }
    }

    private void Remove(StatusRemover remover, OutFile file)
    {
        if (!ShouldProcess(file.Name, "Remove from /out"))
        {
            return;
        }

        bool removed;
        try
        {
            removed = Await((log, stop) => remover.RemoveAsync(file, log, stop));
        }
        catch (SkatFtpsException e)
        {
            WriteFailure(e, file);
            return;
        }

        if (removed && PassThru)
        {
            WriteObject(file);
        }
    }
}
