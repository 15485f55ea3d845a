using System.IO;
using System.Management.Automation;

namespace SkatFtps.Cmdlets;

[Cmdlet(VerbsCommunications.Send, "SkatFile", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
[OutputType(typeof(Submission))]
public sealed class SendSkatFileCommand : GatewayCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = System.Array.Empty<string>();

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = System.Array.Empty<string>();

    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Service { get; set; } = string.Empty;

    /// <summary>Sends content that went out before under another name.</summary>
    [Parameter]
    public SwitchParameter AllowDuplicateContent { get; set; }

    [Parameter]
    public GatewaySession? Session { get; set; }

    protected override void ProcessRecord()
    {
        bool literal = ParameterSetName == "LiteralPath";
        foreach (FileInfo file in LocalFiles.Resolve(this, literal ? LiteralPath : Path, literal))
        {
            if (!ShouldProcess(file.FullName, $"Send to {Service}"))
            {
                continue;
            }

            GatewaySession session = SessionOrCurrent(Session);
            Submission submission;
            try
            {
                var progress = new TransferProgress($"Sending to {Service}", file.Name, file.Exists ? file.Length : 0);
                var options = new SubmitOptions { AllowDuplicateContent = AllowDuplicateContent, Progress = progress.Report };
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
}
