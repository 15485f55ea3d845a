using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SkatFtps.Cmdlets.Completion;
using SkatFtps.Cmdlets.Pipeline;

namespace SkatFtps.Cmdlets;

[Cmdlet(VerbsLifecycle.Wait, "SkatStatus")]
[OutputType(typeof(SubmissionStatus))]
public sealed class WaitSkatStatusCommand : GatewayCmdlet
{
    private readonly List<AwaitedSubmission> _awaited = new();

    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(SubmissionCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] FtpTransaktionsId { get; set; } = Array.Empty<string>();

    /// <summary>The ledger's otherwise.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Service { get; set; }

    /// <summary>Statuses that are older speak of another file of that name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, DontShow = true)]
    public DateTimeOffset? SentAt { get; set; }

    [Parameter]
    [ValidateSet("Delivered", "Accepted", "Exposed")]
    public string Step { get; set; } = "Exposed";

    /// <summary>0 looks once.</summary>
    [Parameter]
    [ValidateRange(0.0, 1_000_000.0)]
    public double TimeoutMinutes { get; set; } = 60;

    /// <summary>Never less than 60 on SKAT's hosts, and 60 there when not given; 2 on others.</summary>
    [Parameter]
    [ValidateRange(0.05, 86_400.0)]
    public double? PollSeconds { get; set; }

    [Parameter]
    public GatewaySession? Session { get; set; }

    protected override void ProcessRecord() =>
        _awaited.AddRange(FtpTransaktionsId.Select(id => new AwaitedSubmission(id, Service, SentAt)));

    // All are waited for at once: one listing serves them.
    protected override void EndProcessing()
    {
        if (_awaited.Count == 0)
        {
            return;
        }

        GatewaySession session = SessionOrCurrent(Session);
        bool skats = session.Environment != GatewayEnvironment.Other;
        if (skats && PollSeconds < 60)
        {
            WriteVerbose("SKAT asks for at most one look a minute: -PollSeconds is taken as 60.");
        }

        var progress = new BatchProgress(6382, $"Waiting for status {Step}");
        var options = new WaitOptions
        {
            Step = (StatusStep)Enum.Parse(typeof(StatusStep), Step),
            Timeout = TimeSpan.FromMinutes(TimeoutMinutes),
            Poll = TimeSpan.FromSeconds(PollSeconds ?? (skats ? 60 : 2)),
            Progress = looked => Post(
                () => Show(progress.Next(looked.Done, looked.Total, looked.ToString(), (int)looked.Next.TotalSeconds))),
        };
        try
        {
            Await((log, stop) => session.WaitAsync(
                _awaited, options, status => Post(() => WriteObject(status)), (name, e) => Post(() => WriteFailure(e, name)), log, stop));
        }
        catch (SkatFtpsException e)
        {
            ThrowTerminatingError(ToErrorRecord(e, session));
        }
        finally
        {
            // Also when time was up first, or an error ends it; a stopped pipeline takes no more records.
            Show(progress.Completed());
        }
    }
}
