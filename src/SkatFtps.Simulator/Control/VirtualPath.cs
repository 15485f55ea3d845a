using System;
using System.Collections.Generic;

namespace SkatFtps.Simulator.Control;

/// <summary>A path in the gateway's tree, which is one folder deep: <c>/</c>, <c>/out</c>, <c>/service/name</c>.</summary>
internal readonly record struct VirtualPath(IReadOnlyList<string> Parts)
{
    internal static readonly VirtualPath Root = new(Array.Empty<string>());

    internal const string Out = "out";

    internal bool IsRoot => Parts.Count == 0;

    internal string Folder => Parts[0];

    internal string Name => Parts[^1];

    internal VirtualPath Resolve(string path)
    {
        List<string> parts = new(path.StartsWith('/') ? Array.Empty<string>() : Parts);
        foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
            {
                if (parts.Count > 0)
                {
                    parts.RemoveAt(parts.Count - 1);
                }
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return new VirtualPath(parts);
    }

    public override string ToString() => "/" + string.Join('/', Parts);
}
