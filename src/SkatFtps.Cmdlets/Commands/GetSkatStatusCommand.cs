using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using SkatFtps.Cmdlets.Completion;
using SkatFtps.Cmdlets.Parameters;
using SkatFtps.Cmdlets.Pipeline;
using SkatFtps.Out;

namespace SkatFtps.Cmdlets;

[Cmdlet(VerbsCommon.Get, "SkatStatus", DefaultParameterSetName = "Session")]
[OutputType(typeof(SubmissionStatus))]
public sealed class GetSkatStatusCommand : GatewayCmdlet
{
    private readonly List<string> _wanted = new();

    // Statuses that are on their way to the pipeline thread.
    private readonly SemaphoreSlim _room = new(1000);

    [Parameter]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Service { get; set; }

    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = "Session")]
    [Parameter(ParameterSetName = "Path")]
    [Parameter(ParameterSetName = "LiteralPath")]
    [ArgumentCompleter(typeof(SubmissionCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? FtpTransaktionsId { get; set; }

    [Parameter]
    [ValidateRange(0, 3)]
    public int[]? Code { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "Path")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = Array.Empty<string>();

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = Array.Empty<string>();

    /// <summary>Only what the ledger never wrote out before.</summary>
    [Parameter(ParameterSetName = "Session")]
    public SwitchParameter New { get; set; }

    /// <summary>Lists /out although it was listed within the minute.</summary>
    [Parameter(ParameterSetName = "Session")]
    public SwitchParameter Force { get; set; }

    [Parameter(ParameterSetName = "Session")]
    public GatewaySession? Session { get; set; }

    protected override void ProcessRecord()
    {
        if (ParameterSetName != "Session")
        {
            bool literal = ParameterSetName == "LiteralPath";
            foreach (FileInfo file in LocalFiles.Resolve(this, literal ? LiteralPath : Path, literal))
            {
                WriteFromDisk(file);
            }

            return;
        }

        _wanted.AddRange(FtpTransaktionsId ?? Array.Empty<string>());
    }

    protected override void EndProcessing()
    {
        // Submissions were piped in and there were none: nothing is wanted, which is not the same as everything.
        if (ParameterSetName != "Session" || (MyInvocation.ExpectingInput && _wanted.Count == 0))
        {
            return;
        }

        GatewaySession session = SessionOrCurrent(Session);
        if (New && session.LedgerLocation is null)
        {
            ThrowTerminatingError(ToErrorRecord(
                new GatewayException("LedgerRequired", "This session has no ledger, so nothing tells which statuses are new."), session));
        }

        var progress = new BatchProgress(6384, "Fetching statuses from /out");
        var query = new StatusQuery
        {
            Progress = (done, total) => Post(() => Show(progress.Next(done, total))),
            Codes = Code,
            FtpTransaktionsId = _wanted.Count == 0 ? null : MatchesId,
            Service = Service is null ? null : MatchesService,
            NewOnly = New,
            Force = Force,
        };
        try
        {
            Await(
                (log, stop) => session.CollectStatusesAsync(
                    query, status => Hand(status, stop), (name, e) => Post(() => WriteFailure(e, name)), log, stop));
        }
        catch (SkatFtpsException e)
        {
            ThrowTerminatingError(ToErrorRecord(e, session));
        }
        finally
        {
            Show(progress.Completed());
        }
    }

    // The ledger is faster than what takes statuses downstream: without a limit a month of them would wait in memory.
    private void Hand(SubmissionStatus status, CancellationToken stop)
    {
#pragma warning disable RS0030 // On the pool, which Core calls it on; the pipeline thread makes room, and stopping ends it.
        _room.Wait(stop);
#pragma warning restore RS0030
        Post(() =>
        {
            _room.Release();
            WriteObject(status);
        });
    }

    protected override void Dispose(bool disposing)
    {
        _room.Dispose();
        base.Dispose(disposing);
    }

    private void WriteFromDisk(FileInfo file)
    {
        SubmissionStatus status;
        try
        {
            status = Await((_, stop) => StatusFiles.ReadAsync(file, stop));
        }
        catch (SkatFtpsException e)
        {
            WriteFailure(e, file);
            return;
        }

        if (IsWanted(status))
        {
            WriteObject(status);
        }
    }

    private bool IsWanted(SubmissionStatus status) =>
        (Code is null || Code.Contains(status.Code))
            && MatchesId(status.FtpTransaktionsId)
            && (Service is null || MatchesService(status.Service ?? string.Empty));

    private bool MatchesService(string service) => Service!.Any(wanted => Matches(wanted, service));

    private bool MatchesId(string id)
    {
        IReadOnlyList<string>? wanted = ParameterSetName == "Session" ? _wanted : FtpTransaktionsId;
        return wanted is null || wanted.Count == 0 || wanted.Any(one => Matches(one, id));
    }

    private static bool Matches(string wanted, string text) => new NamePattern(wanted).IsMatch(text);
}
