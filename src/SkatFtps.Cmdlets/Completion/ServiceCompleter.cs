using System.Collections.Generic;
using System.Linq;
using SkatFtps.Gateway;

namespace SkatFtps.Cmdlets.Completion;

/// <summary>Completes -Service: the folders of the session first, then what the guide lists.</summary>
public sealed class ServiceCompleter : NameCompleter
{
    private protected override IEnumerable<KeyValuePair<string, string>> Names(string cmdlet, GatewaySession? session) =>
        ServiceCatalogue.Seen(session?.Services)
            .OrderByDescending(service => service.Authorised == true)
            .Select(service => Name(service.Service, ToolTip(service)));

    private static string ToolTip(GatewayService service) => service.Authorised switch
    {
        true => $"{service.System ?? "not in the guide"}, visible to this session",
        false => $"{service.System}, not visible to this session",
        _ => service.System ?? service.Service,
    };
}
