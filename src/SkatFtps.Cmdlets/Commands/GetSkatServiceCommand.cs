using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SkatFtps.Cmdlets.Completion;
using SkatFtps.Cmdlets.Parameters;
using SkatFtps.Gateway;

namespace SkatFtps.Cmdlets;

[Cmdlet(VerbsCommon.Get, "SkatService")]
[OutputType(typeof(GatewayService))]
public sealed class GetSkatServiceCommand : GatewayCmdlet
{
    private readonly List<string> _wanted = new();

    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Service { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(SystemCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? System { get; set; }

    /// <summary>Whose folders count; without a session nobody knows what is authorised, which is no error.</summary>
    [Parameter]
    public GatewaySession? Session { get; set; }

    protected override void ProcessRecord() => _wanted.AddRange(Service ?? []);

    protected override void EndProcessing()
    {
        // Objects were piped in and none names a service: that is not the same as all services.
        if (MyInvocation.ExpectingInput && _wanted.Count == 0)
        {
            return;
        }

        NamePattern[] services = _wanted.Select(name => new NamePattern(name)).ToArray();
        NamePattern[] systems = (System ?? []).Select(name => new NamePattern(name)).ToArray();
        GatewaySession? session = Session ?? ConnectedSessions.Current;
        foreach (GatewayService service in ServiceCatalogue.Seen(session is null || session.IsClosed ? null : session.Services))
        {
            if (Matches(services, service.Service) && Matches(systems, service.System ?? string.Empty))
            {
                WriteObject(service);
            }
        }
    }

    private static bool Matches(NamePattern[] patterns, string text) =>
        patterns.Length == 0 || patterns.Any(pattern => pattern.IsMatch(text));
}
