using System;
using System.Collections.Generic;

namespace SkatFtps.Ledger;

/// <summary>Of some names from a listing, those that the ledger knows.</summary>
/// <param name="now">The ledger's clock when it was asked.</param>
internal sealed class KnownNames(DateTimeOffset now)
{
    private readonly Dictionary<string, KnownName> _names = new(StringComparer.Ordinal);

    public DateTimeOffset Now { get; } = now;

    /// <summary>Null when nothing was ever fetched under it.</summary>
    public KnownName? Find(string name) => _names.TryGetValue(name, out KnownName? known) ? known : null;

    public KnownName Of(string name)
    {
        if (!_names.TryGetValue(name, out KnownName? known))
        {
            _names[name] = known = new KnownName();
        }

        return known;
    }
}
