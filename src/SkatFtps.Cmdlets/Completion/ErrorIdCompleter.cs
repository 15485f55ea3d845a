using System.Collections.Generic;
using System.Linq;

namespace SkatFtps.Cmdlets.Completion;

/// <summary>Completes error ids and the gateway's own codes from the catalogue.</summary>
public sealed class ErrorIdCompleter : NameCompleter
{
    private protected override IEnumerable<KeyValuePair<string, string>> Names(string cmdlet, GatewaySession? session) =>
        SkatErrorInfo.All.Select(info => Name(info.Id, info.Happened));
}
