using System.Collections.Generic;
using System.Linq;
using SkatFtps.Gateway;

namespace SkatFtps.Cmdlets.Completion;

/// <summary>Completes -System from the guide's headings.</summary>
public sealed class SystemCompleter : NameCompleter
{
    private protected override IEnumerable<KeyValuePair<string, string>> Names(string cmdlet, GatewaySession? session) =>
        ServiceCatalogue.Services
            .Where(service => service.System is not null)
            .GroupBy(service => service.System!)
            .Select(system => Name(system.Key, $"{system.Count()} services"));
}
