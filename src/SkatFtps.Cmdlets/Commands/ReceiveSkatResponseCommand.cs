using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using SkatFtps.Cmdlets.Completion;
using SkatFtps.Cmdlets.Pipeline;
using SkatFtps.Receiving;
using SkatFtps.Session;

namespace SkatFtps.Cmdlets;

[Cmdlet(VerbsCommunications.Receive, "SkatResponse", DefaultParameterSetName = "All", SupportsShouldProcess = true)]
[OutputType(typeof(SkatResponse))]
public sealed class ReceiveSkatResponseCommand : GatewayCmdlet
{
    private const string RemoveFromOut = "Remove from /out";

    private readonly HashSet<string> _begun = new(StringComparer.OrdinalIgnoreCase);
    private readonly TransferProgress _progress = new("Receiving from /out");
    private TransferBatch<ReceivedResponse>? _batch;
    private GatewaySession? _session;
    private ResponseReceiver? _receiver;

    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = string.Empty;

    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Status")]
    [ValidateNotNull]
    public SubmissionStatus[] Status { get; set; } = Array.Empty<SubmissionStatus>();

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Name")]
    [Alias("ResponseFileName")]
    [ArgumentCompleter(typeof(OutFileCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = Array.Empty<string>();

    [Parameter]
    public SwitchParameter Remove { get; set; }

    /// <summary>Fetches again what the ledger has as received.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>What is longer is not received.</summary>
    [Parameter]
    [ValidateRange(1L, long.MaxValue)]
    public long MaximumResponseBytes { get; set; } = ResponseReceiver.DefaultMaximumBytes;

    /// <summary>How many files at a time, each on a session of its own; by default 1 on SKAT's hosts and 4 on others.</summary>
    [Parameter]
    [ValidateRange(1, ParallelSessions.MaximumLimit)]
    public int? ThrottleLimit { get; set; }

    [Parameter]
    public GatewaySession? Session { get; set; }

    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case "Status":
                foreach (SubmissionStatus status in Status)
                {
                    ReceiveResponsesOf(status);
                }

                break;
            case "Name":
                foreach (string name in Name)
                {
                    ReceiveNamed(name, null);
                }

                break;
            default:
                ReceiveAll();
                break;
        }
    }

    protected override void EndProcessing()
    {
        _batch?.End();
        if (_receiver?.NotCompared is { } rest)
        {
            WriteWarning(rest);
        }
    }

    protected override void Dispose(bool disposing)
    {
        _batch?.Dispose();
        base.Dispose(disposing);
    }

    private void ReceiveResponsesOf(SubmissionStatus status)
    {
        if (status.ResponseFileNames.Count == 0)
        {
            WriteVerbose($"{status} names no response.");
        }

        foreach (string name in status.ResponseFileNames)
        {
            // Judged before the look into /out: a name that no file may have is not merely missing there.
            try
            {
                ResponseName.ToSafeFileName(name);
            }
            catch (ResponseNameException e)
            {
                WriteFailure(e, status);
                continue;
            }

            ReceiveNamed(name, status);
        }
    }

    private void ReceiveNamed(string name, SubmissionStatus? status)
    {
        if (!MayReceive(name))
        {
            return;
        }

        OutFile? file = Find(name);
        if (file is null && !Force && Await((_, stop) => ResponseReceiver.TellOfReceivedAsync(_session!, name, stop)) is { } received)
        {
            // By an earlier run, of which this one is the repetition.
            WriteVerbose(received);
            return;
        }

        if (file is null)
        {
            WriteFailure(new GatewayException("ResponseNotFound", $"There is no '{name}' in /out."), name);
            return;
        }

        Receive(file, status);
    }

    private bool MayReceive(string name)
    {
        if (ShouldProcess(name, $"Receive to {Destination}"))
        {
            return true;
        }

        if (Remove && IsWhatIf)
        {
            // Nothing is received, so that nobody would be told of what is to follow.
            ShouldProcess(name, RemoveFromOut);
        }

        return false;
    }

    private bool IsWhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? given)
        ? LanguagePrimitives.IsTrue(given)
        : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));

    private void ReceiveAll()
    {
        // Most of a long listing are status files; of them nothing is kept. Of two names that read alike it is the later, as by name.
        var responses = new Dictionary<string, OutFile>(StringComparer.Ordinal);
        foreach (OutFile file in List().Where(file => !_session!.IsStatusFile(file) && !_session.IsRemoved(file)))
        {
            responses[file.Name] = file;
        }

        _progress.Expect(
            responses.Count, responses.Values.All(file => file.Size is not null) ? responses.Values.Sum(file => file.Size!.Value) : 0);
        foreach (OutFile file in responses.Values)
        {
            if (MayReceive(file.Name))
            {
                Receive(file, null);
            }
        }
    }

    private void Receive(OutFile file, SubmissionStatus? status)
    {
        _batch ??= new TransferBatch<ReceivedResponse>(this, _session!, ThrottleLimit, _progress);
        if (!_begun.Add(file.Name))
        {
            // Named twice, and the second time is to find what the first has brought.
            _batch.Finish();
        }

        ResponseReceiver receiver = EnsureReceiver();
        bool remove = Remove && ShouldProcess(file.Name, RemoveFromOut);
        _batch.Begin(
            file,
            async (session, log, stop) =>
            {
                using TransferProgress.Transfer progress = _progress.Begin(file.Name, file.Size ?? 0);
                return await receiver.ReceiveAsync(session, file, status, remove, progress.Report, log, stop).ConfigureAwait(false);
            },
            result => Write(file, result));
    }

    private void Write(OutFile file, ReceivedResponse result)
    {
        if (result.NotRemoved is not null)
        {
            WriteFailure(result.NotRemoved, file);
        }

        if (result.Response is not null)
        {
            WriteObject(result.Response);
        }
    }

    // The session's last listing serves the whole pipeline, often the one that showed the status; a status may have come in meanwhile
    // that names a later file, which costs one more.
    private OutFile? Find(string name)
    {
        _session = SessionOrCurrent(Session);
        if (_session.FindListed(name) is { } file)
        {
            return file;
        }

        List();
        return _session.FindListed(name);
    }

    // Not copied: the session keeps it in far less memory than files of its own would take.
    private IReadOnlyList<OutFile> List()
    {
        _session = SessionOrCurrent(Session);
        try
        {
            return Await((log, stop) => _session.LookIntoOutAsync(log, stop));
        }
        catch (SkatFtpsException e)
        {
            ThrowTerminatingError(ToErrorRecord(e, _session));
            throw;
        }
    }

    private ResponseReceiver EnsureReceiver()
    {
        if (_receiver is null)
        {
            try
            {
                _receiver = new ResponseReceiver(ReceivingFolder.Prepare(GetUnresolvedProviderPathFromPSPath(Destination)))
                {
                    Force = Force,
                    MaximumBytes = MaximumResponseBytes,
                };
            }
            catch (SkatFtpsException e)
            {
                ThrowTerminatingError(ToErrorRecord(e, Destination));
            }
        }

        if (_receiver!.IsToSurvey(_session!))
        {
            try
            {
                Await((log, stop) => _receiver.SurveyAsync(_session!, ParameterSetName == "All", Remove, log, stop));
            }
            catch (SkatFtpsException e)
            {
                ThrowTerminatingError(ToErrorRecord(e, _session));
            }
        }

        return _receiver;
    }
}
