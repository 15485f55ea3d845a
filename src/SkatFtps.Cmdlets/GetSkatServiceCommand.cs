using System.Linq;
using System.Management.Automation;

namespace SkatFtps.Cmdlets;

[Cmdlet(VerbsCommon.Get, "SkatService")]
[OutputType(typeof(GatewayService))]
public sealed class GetSkatServiceCommand : GatewayCmdlet
{
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Service { get; set; }

    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? System { get; set; }

    /// <summary>Whose folders count; without a session nobody knows what is authorised, which is no error.</summary>
    [Parameter]
    public GatewaySession? Session { get; set; }

    protected override void EndProcessing()
    {
        GatewaySession? session = Session ?? ConnectedSessions.Current;
        foreach (GatewayService service in ServiceCatalogue.Seen(session is null || session.IsClosed ? null : session.Services))
        {
            if (Matches(Service, service.Service) && Matches(System, service.System ?? string.Empty))
            {
                WriteObject(service);
            }
        }
    }

    private static bool Matches(string[]? patterns, string text) =>
        patterns is null || patterns.Any(pattern => new WildcardPattern(pattern, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant).IsMatch(text));
}
