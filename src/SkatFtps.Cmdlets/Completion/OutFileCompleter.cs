using System;
using System.Collections.Generic;
using System.Linq;

namespace SkatFtps.Cmdlets.Completion;

/// <summary>
/// Completes names in /out as the session listed them last: status files for Remove-SkatStatus, everything else elsewhere.
/// </summary>
public sealed class OutFileCompleter : NameCompleter
{
    private protected override IEnumerable<KeyValuePair<string, string>> Names(string cmdlet, GatewaySession? session)
    {
        bool statuses = cmdlet.Equals("Remove-SkatStatus", StringComparison.OrdinalIgnoreCase);
        return session is null
            ? []
            : session.LastListing
                .Where(file => session.IsStatusFile(file) == statuses && !session.IsRemoved(file))
                .Select(
                    file => Name(
                        file.Name,
                        $"{(file.Size is long size ? $"{size} bytes" : "length not known")}{(file.Modified is DateTime time ? $", {time:yyyy-MM-dd HH:mm}" : string.Empty)}"));
    }
}
