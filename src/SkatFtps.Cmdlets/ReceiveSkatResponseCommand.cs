using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace SkatFtps.Cmdlets;

[Cmdlet(VerbsCommunications.Receive, "SkatResponse", DefaultParameterSetName = "All", SupportsShouldProcess = true)]
[OutputType(typeof(SkatResponse))]
public sealed class ReceiveSkatResponseCommand : GatewayCmdlet
{
    private readonly Dictionary<string, OutFile> _listed = new(StringComparer.Ordinal);
    private GatewaySession? _session;
    private DirectoryInfo? _destination;

    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = string.Empty;

    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Status")]
    [ValidateNotNull]
    public SubmissionStatus[] Status { get; set; } = Array.Empty<SubmissionStatus>();

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Name")]
    [Alias("ResponseFileName")]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = Array.Empty<string>();

    [Parameter]
    public SwitchParameter Remove { get; set; }

    /// <summary>Fetches again what the ledger has as received.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

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
        if (!ShouldProcess(name, $"Receive to {Destination}"))
        {
            return;
        }

        OutFile? file = Find(name);
        if (file is null)
        {
            WriteFailure(new GatewayException("ResponseNotFound", $"There is no '{name}' in /out."), name);
            return;
        }

        Receive(file, status);
    }

    private void ReceiveAll()
    {
        GatewaySession session = SessionOrCurrent(Session);
        List();
        foreach (OutFile file in _listed.Values.ToArray())
        {
            if (!session.IsStatusFile(file) && ShouldProcess(file.Name, $"Receive to {Destination}"))
            {
                Receive(file, null);
            }
        }
    }

    private void Receive(OutFile file, SubmissionStatus? status)
    {
        SkatResponse response;
        try
        {
            if (!Force)
            {
                (bool isReceived, string? path) = Await((_, stop) => _session!.FindReceivedAsync(file, stop));
                if (isReceived)
                {
                    PassOver(file, path);
                    return;
                }
            }

            DirectoryInfo destination = EnsureDestination();
            var progress = new TransferProgress("Receiving from /out", file.Name, file.Size ?? 0);
            response = Await((log, stop) => _session!.ReceiveAsync(file, status, destination, progress.Report, log, stop), progress);
        }
        catch (SkatFtpsException e)
        {
            WriteFailure(e, file);
            return;
        }

        response.Removed = RemoveFromOut(file);
        WriteObject(response);
    }

    // Received by an earlier run, which may have ended before it could remove the gateway's copy.
    private void PassOver(OutFile file, string? path)
    {
        WriteVerbose($"{file} was received before{(path is null ? ", but no longer lies where it was put; -Force fetches it again" : $": {path}")}.");
        if (path is not null)
        {
            RemoveFromOut(file);
        }
    }

    // Called only when the file is safe on disk: the gateway's copy may go.
    private bool RemoveFromOut(OutFile file)
    {
        if (!Remove || !ShouldProcess(file.Name, "Remove from /out"))
        {
            return false;
        }

        try
        {
            Await((log, stop) => _session!.RemoveAsync(file, log, stop));
            return true;
        }
        catch (SkatFtpsException e)
        {
            WriteFailure(e, file);
            return false;
        }
    }

    // One listing serves the whole pipeline; a status may have come in meanwhile that names a later file, which costs one more.
    private OutFile? Find(string name)
    {
        _session = SessionOrCurrent(Session);
        if (_listed.TryGetValue(name, out OutFile? file))
        {
            return file;
        }

        // The listing that showed its status showed the file too.
        file = _session.FindListed(name);
        if (file is not null)
        {
            return file;
        }

        List();
        return _listed.TryGetValue(name, out file) ? file : null;
    }

    private void List()
    {
        _session = SessionOrCurrent(Session);
        try
        {
            foreach (OutFile file in Await((log, stop) => _session.LookIntoOutAsync(log, stop)))
            {
                _listed[file.Name] = file;
            }
        }
        catch (SkatFtpsException e)
        {
            ThrowTerminatingError(GatewayErrors.ToErrorRecord(e, _session));
        }
    }

    private DirectoryInfo EnsureDestination()
    {
        if (_destination is null)
        {
            string path = GetUnresolvedProviderPathFromPSPath(Destination);
            try
            {
                _destination = Directory.CreateDirectory(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
            {
                ThrowTerminatingError(GatewayErrors.ToErrorRecord(
                    new GatewayException("DestinationUnusable", $"'{path}' is no folder and cannot be made one: {e.Message}", null, e), Destination));
            }
        }

        return _destination!;
    }
}
