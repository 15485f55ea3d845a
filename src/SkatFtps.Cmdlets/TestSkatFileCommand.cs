using System.IO;
using System.Management.Automation;
using SkatFtps.Preflight;

namespace SkatFtps.Cmdlets;

[Cmdlet(VerbsDiagnostic.Test, "SkatFile", DefaultParameterSetName = "Path")]
[OutputType(typeof(PreflightFinding))]
public sealed class TestSkatFileCommand : GatewayCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = System.Array.Empty<string>();

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = System.Array.Empty<string>();

    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    [ValidateNotNullOrEmpty]
    public string Service { get; set; } = string.Empty;

    [Parameter]
    public SwitchParameter ValidateOnly { get; set; }

    protected override void ProcessRecord()
    {
        bool literal = ParameterSetName == "LiteralPath";
        foreach (FileInfo file in LocalFiles.Resolve(this, literal ? LiteralPath : Path, literal))
        {
            PreflightReport report;
            try
            {
                report = Await((_, stop) => FilingCheck.RunAsync(Service, file, file.Name, ValidateOnly, stop));
            }
            catch (SkatFtpsException e)
            {
                WriteFailure(e, file);
                continue;
            }

            WriteObject(report.Findings, enumerateCollection: true);
        }
    }
}
