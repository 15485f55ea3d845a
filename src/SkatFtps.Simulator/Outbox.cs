using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;

namespace SkatFtps.Simulator;

/// <summary>
/// The /out folder of one user. A file is put in with the time from which it can be seen, so that statuses to come need no
/// timer and a test that turns the clock sees them at once.
/// </summary>
public sealed class Outbox
{
    private readonly object _gate = new();
    private readonly SortedDictionary<string, OutboxFile> _files = new(StringComparer.Ordinal);

    /// <summary>Adds a file, or replaces the one of that name.</summary>
    public void Put(OutboxFile file)
    {
        lock (_gate) _files[file.Name] = file;
    }

    /// <summary>The files that can be seen now, by name.</summary>
    public IReadOnlyList<OutboxFile> List(DateTimeOffset now)
    {
        lock (_gate) return _files.Values.Where(file => file.ExposedAt <= now).ToArray();
    }

    public bool TryGet(string name, DateTimeOffset now, [NotNullWhen(true)] out OutboxFile? file)
    {
        lock (_gate) return _files.TryGetValue(name, out file) && file.ExposedAt <= now;
    }

    public bool Remove(string name, DateTimeOffset now)
    {
        lock (_gate) return _files.TryGetValue(name, out OutboxFile? file) && file.ExposedAt <= now && _files.Remove(name);
    }
}
