using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;

namespace SkatFtps.Simulator.Folders;

/// <summary>
/// The /out folder of one user. A file is put in with the time from which it can be seen, so that statuses to come need no
/// timer and a test that turns the clock sees them at once. After 30 days a file is gone.
/// </summary>
public sealed class Outbox
{
    /// <summary>How long a file stays.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    private readonly object _gate = new();

    // Of one name there may be one to see and others that will take its place in their time.
    private readonly SortedDictionary<string, List<OutboxFile>> _files = new(StringComparer.Ordinal);

    /// <summary>Adds a file; from its time on it stands in place of another of that name.</summary>
    public void Put(OutboxFile file)
    {
        lock (_gate)
        {
            if (!_files.TryGetValue(file.Name, out List<OutboxFile>? versions))
            {
                _files[file.Name] = versions = new List<OutboxFile>(1);
            }

            versions.RemoveAll(other => other.ExposedAt >= file.ExposedAt);
            versions.Add(file);
        }
    }

    /// <summary>The files that can be seen now, by name.</summary>
    public IReadOnlyList<OutboxFile> List(DateTimeOffset now)
    {
        lock (_gate)
        {
            return _files.Values.Select(versions => Seen(versions, now)).OfType<OutboxFile>().ToArray();
        }
    }

    public bool TryGet(string name, DateTimeOffset now, [NotNullWhen(true)] out OutboxFile? file)
    {
        lock (_gate)
        {
            file = _files.TryGetValue(name, out List<OutboxFile>? versions) ? Seen(versions, now) : null;
        }

        return file is not null;
    }

    public bool Remove(string name, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (!_files.TryGetValue(name, out List<OutboxFile>? versions) || Seen(versions, now) is null)
            {
                return false;
            }

            versions.RemoveAll(file => file.ExposedAt <= now);
            if (versions.Count == 0)
            {
                _files.Remove(name);
            }

            return true;
        }
    }

    private static OutboxFile? Seen(List<OutboxFile> versions, DateTimeOffset now)
    {
        OutboxFile? latest = versions.FindLast(file => file.ExposedAt <= now);
        return latest is not null && now - latest.ExposedAt < Retention ? latest : null;
    }
}
