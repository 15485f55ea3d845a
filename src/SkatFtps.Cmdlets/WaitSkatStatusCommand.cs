using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace SkatFtps.Cmdlets;

[Cmdlet(VerbsLifecycle.Wait, "SkatStatus")]
[OutputType(typeof(SubmissionStatus))]
public sealed class WaitSkatStatusCommand : GatewayCmdlet
{
    private const int ProgressId = 6382;

    private readonly List<AwaitedSubmission> _awaited = new();

    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
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

    protected override void ProcessRecord() => _awaited.AddRange(FtpTransaktionsId.Select(id => new AwaitedSubmission(id, Service, SentAt)));

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

        var options = new WaitOptions
        {
            Step = (StatusStep)Enum.Parse(typeof(StatusStep), Step),
            Timeout = TimeSpan.FromMinutes(TimeoutMinutes),
            Poll = TimeSpan.FromSeconds(PollSeconds ?? (skats ? 60 : 2)),
            Progress = progress => Post(() => Show(progress)),
        };
        try
        {
            Await((log, stop) => session.WaitAsync(
                _awaited, options, status => Post(() => WriteObject(status)), (name, e) => Post(() => WriteFailure(e, name)), log, stop));
        }
        catch (SkatFtpsException e)
        {
            ThrowTerminatingError(GatewayErrors.ToErrorRecord(e, session));
        }
    }

    private void Show(WaitProgress progress)
    {
        if (!Interaction.IsPossible)
        {
            return;
        }

        bool over = progress.Done == progress.Total;
        WriteProgress(new ProgressRecord(ProgressId, $"Waiting for status {Step}", progress.ToString())
        {
            PercentComplete = 100 * progress.Done / progress.Total,
            SecondsRemaining = over ? 0 : (int)progress.Next.TotalSeconds,
            RecordType = over ? ProgressRecordType.Completed : ProgressRecordType.Processing,
        });
    }
}
