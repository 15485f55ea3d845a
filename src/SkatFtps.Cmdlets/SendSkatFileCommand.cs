using System;
using System.IO;
using System.Management.Automation;
using SkatFtps.Preflight;

namespace SkatFtps.Cmdlets;

[Cmdlet(VerbsCommunications.Send, "SkatFile", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
[OutputType(typeof(Submission))]
public sealed class SendSkatFileCommand : GatewayCmdlet
{
    private FileNameTemplate? _template;

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
            ThrowTerminatingError(GatewayErrors.ToErrorRecord(e, NameTemplate));
        }
    }

    protected override void ProcessRecord()
    {
        bool literal = ParameterSetName == "LiteralPath";
        foreach (FileInfo file in LocalFiles.Resolve(this, literal ? LiteralPath : Path, literal))
        {
            // Before anything is promised, -WhatIf included.
            if (!file.Exists)
            {
                WriteFailure(new GatewayException("FileNotFound", $"There is no file '{file.FullName}'. Nothing was sent.", "Check the path.") { SafeToResend = true }, file);
                continue;
            }

            if (!ShouldProcess(file.FullName, $"Send to {Service}"))
            {
                continue;
            }

            GatewaySession session = SessionOrCurrent(Session);
            Submission submission;
            try
            {
                string name = _template is null ? file.Name : Await((_, stop) => session.NextNameAsync(_template, file, stop));
                Check(file, name);
                var progress = new TransferProgress($"Sending to {Service}", name, file.Length);
                var options = new SubmitOptions { Name = name, AllowDuplicateContent = AllowDuplicateContent, Progress = progress.Report };
                submission = Await((log, stop) => session.SubmitAsync(Service, file, options, log, stop), progress);
            }
            catch (SkatFtpsException e)
            {
                WriteFailure(e, file);
                continue;
            }

            WriteObject(submission);
        }
    }

    // That nothing is filed by mistake is checked even where the other checks are not wanted.
    private void Check(FileInfo file, string name)
    {
        if (SkipPreflight && !ValidateOnly)
        {
            return;
        }

        PreflightReport report = SkipPreflight
            ? FilingCheck.CheckValidationName(Service, name)
            : Await((_, stop) => FilingCheck.RunAsync(Service, file, name, ValidateOnly, null, stop));
        foreach (PreflightFinding finding in report.Findings)
        {
            if (finding.Severity == FindingSeverity.Warning)
            {
                WriteWarning($"{finding.FileName}: {finding} [{finding.Rule}; {finding.Source}]");
            }
        }

        if (report.ToException() is { } failure)
        {
            throw failure;
        }
    }
}
