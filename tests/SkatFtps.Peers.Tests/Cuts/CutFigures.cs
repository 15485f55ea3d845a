using System;
using System.Collections.Generic;
using System.Linq;

namespace SkatFtps.Peers.Tests.Cuts;

/// <summary>What came of the cuts: how often, and what should not have been.</summary>
public sealed class CutFigures
{
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly List<string> _faults = [];

    public IReadOnlyList<string> Faults
    {
        get
        {
            lock (_faults)
            {
                return _faults.ToArray();
            }
        }
    }

    public void Count(string what)
    {
        lock (_faults)
        {
            _counts[what] = _counts.GetValueOrDefault(what) + 1;
        }
    }

    public int Of(string what)
    {
        lock (_faults)
        {
            return _counts.GetValueOrDefault(what);
        }
    }

    public void Fault(string what)
    {
        lock (_faults)
        {
            _faults.Add(what);
        }
    }

    public override string ToString()
    {
        lock (_faults)
        {
            return string.Join('\n', _counts.Select(one => $"{one.Key}: {one.Value}"));
        }
    }
}
