using System.Collections.Generic;

namespace SkatFtps.Ledger;

/// <summary>How an account's folders differ from the time before.</summary>
public sealed class FolderChanges
{
    internal FolderChanges(bool first, IReadOnlyList<string> added, IReadOnlyList<string> vanished)
    {
        IsFirst = first;
        Added = added;
        Vanished = vanished;
    }

    /// <summary>There was no time before: nothing counts as added.</summary>
    public bool IsFirst { get; }

    public IReadOnlyList<string> Added { get; }

    public IReadOnlyList<string> Vanished { get; }
}
