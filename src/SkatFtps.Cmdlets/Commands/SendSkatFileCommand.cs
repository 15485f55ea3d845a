using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Cmdlets.Completion;
using SkatFtps.Cmdlets.Parameters;
using SkatFtps.Cmdlets.Pipeline;
using SkatFtps.Ftp;
using SkatFtps.Preflight;
using SkatFtps.Session;

namespace SkatFtps.Cmdlets;

[Cmdlet(VerbsCommunications.Send, "SkatFile", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
[OutputType(typeof(Submission))]
public sealed class SendSkatFileCommand : GatewayCmdlet
{
    private readonly TransferProgress _progress = new("Sending");
    private FileNameTemplate? _template;
    private TransferBatch<Submission>? _batch;

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = Array.Empty<string>();

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = Array.Empty<string>();

    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    [ValidateNotNullOrEmpty]
    public string Service { get; set; } = string.Empty;

    /// <summary>Sends content that went out before under another name.</summary>
    [Parameter]
    public SwitchParameter AllowDuplicateContent { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? NameTemplate { get; set; }

    [Parameter]
    public SwitchParameter ValidateOnly { get; set; }

    [Parameter]
    public SwitchParameter SkipPreflight { get; set; }

    /// <summary>How many files at a time, each on a session of its own; by default 1 on SKAT's hosts and 4 on others.</summary>
    [Parameter]
    [ValidateRange(1, ParallelSessions.MaximumLimit)]
    public int? ThrottleLimit { get; set; }

    [Parameter]
    public GatewaySession? Session { get; set; }

    protected override void BeginProcessing()
    {
        try
        {
            _template = NameTemplate is null ? null : FileNameTemplate.Parse(NameTemplate);
        }
        catch (SkatFtpsException e)
        {
            ThrowTerminatingError(ToErrorRecord(e, NameTemplate));
        }
    }

    protected override void ProcessRecord()
    {
        bool literal = ParameterSetName == "LiteralPath";
        List<FileInfo> files = LocalFiles.Resolve(this, literal ? LiteralPath : Path, literal).Where(Exists).ToList();
        if (!MyInvocation.ExpectingInput)
        {
            _progress.Expect(files.Count, files.Sum(file => file.Length));
        }

        foreach (FileInfo file in files)
        {
            if (ShouldProcess(file.FullName, $"Send to {Service}"))
            {
                Send(file);
            }
        }
    }

    protected override void EndProcessing() => _batch?.End();

    protected override void Dispose(bool disposing)
    {
        _batch?.Dispose();
        base.Dispose(disposing);
    }

    // Before anything is promised, -WhatIf included.
    private bool Exists(FileInfo file)
    {
        if (!file.Exists)
        {
            WriteFailure(
                new GatewayException("FileNotFound", $"There is no file '{file.FullName}'. Nothing was sent.") { SafeToResend = true },
                file);
        }

        return file.Exists;
    }

    private void Send(FileInfo file)
    {
        GatewaySession first = SessionOrCurrent(Session);
        _batch ??= new TransferBatch<Submission>(this, first, ThrottleLimit, _progress);
        string name;
        try
        {
            // One after the other, in the order of the files.
            name = _template is null ? file.Name : Await((_, stop) => first.NextNameAsync(_template, file, stop));
        }
        catch (SkatFtpsException e)
        {
            WriteFailure(e, file);
            return;
        }

        string service = Service;
        _progress.Activity = "Sending to " + service;
        _batch.Begin(
            file, (session, log, stop) => SendAsync(session, service, file, name, log, stop), submission => WriteObject(submission));
    }

    private async Task<Submission> SendAsync(
        GatewaySession session, string service, FileInfo file, string name, IProtocolLog log, CancellationToken stop)
    {
        using TransferProgress.Transfer progress = _progress.Begin(name, file.Length);
        await CheckAsync(service, file, name, log, stop).ConfigureAwait(false);
        var options = new SubmitOptions { Name = name, AllowDuplicateContent = AllowDuplicateContent, Progress = progress.Report };
        return await session.SubmitAsync(service, file, options, log, stop).ConfigureAwait(false);
    }

    // That nothing is filed by mistake is checked even where the other checks are not wanted.
    private async Task CheckAsync(string service, FileInfo file, string name, IProtocolLog log, CancellationToken stop)
    {
        if (SkipPreflight && !ValidateOnly)
        {
            return;
        }

        PreflightReport report = SkipPreflight
            ? FilingCheck.CheckValidationName(service, name)
            : await FilingCheck.RunAsync(service, file, name, ValidateOnly, null, stop).ConfigureAwait(false);
        foreach (PreflightFinding finding in report.Findings)
        {
            if (finding.Severity == FindingSeverity.Warning)
            {
                log.Write(ProtocolLogKind.Warning, $"{finding.FileName}: {finding} [{finding.Rule}; {finding.Source}]");
            }
        }

        if (report.ToException() is { } failure)
        {
            throw failure;
        }
    }
}
