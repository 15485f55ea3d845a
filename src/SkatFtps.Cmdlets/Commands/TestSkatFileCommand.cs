using System;
using System.IO;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Cmdlets.Completion;
using SkatFtps.Cmdlets.Parameters;
using SkatFtps.Preflight;

namespace SkatFtps.Cmdlets;

[Cmdlet(VerbsDiagnostic.Test, "SkatFile", DefaultParameterSetName = "Path")]
[OutputType(typeof(PreflightFinding))]
public sealed class TestSkatFileCommand : GatewayCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = Array.Empty<string>();

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = Array.Empty<string>();

    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    [ValidateNotNullOrEmpty]
    public string Service { get; set; } = string.Empty;

    [Parameter]
    public SwitchParameter ValidateOnly { get; set; }

    /// <summary>Its ledger is asked whether the name was used before; without any session that is not checked.</summary>
    [Parameter]
    public GatewaySession? Session { get; set; }

    protected override void ProcessRecord()
    {
        GatewaySession? session = Session ?? ConnectedSessions.Current;
        Func<string, CancellationToken, Task<string?>>? earlier = session is { LedgerLocation: not null, IsClosed: false }
            ? session.TellOfEarlierAsync
            : null;
        bool literal = ParameterSetName == "LiteralPath";
        foreach (FileInfo file in LocalFiles.Resolve(this, literal ? LiteralPath : Path, literal))
        {
            PreflightReport report;
            try
            {
                report = Await((_, stop) => FilingCheck.RunAsync(Service, file, file.Name, ValidateOnly, earlier, stop));
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
