using System;
using System.Collections.Generic;

namespace SkatFtps.Ledger;

/// <summary>
/// What uploads have shown of one server: whether it ends its side of the data connection once it has read ours to the end.
/// </summary>
public sealed class ServerEndRecord(int confirmed, int inRow, IReadOnlyList<string> doubts, bool unlearned)
{
    /// <summary>Nothing is known.</summary>
    public static readonly ServerEndRecord None = new(0, 0, Array.Empty<string>(), false);

    /// <summary>Uploads that it ended so; counted no further than what makes it known.</summary>
    public int Confirmed { get; } = confirmed;

    /// <summary>Uploads in a row, since the last of those, that it confirmed without.</summary>
    public int InRow { get; } = inRow;

    /// <summary>The FTPTransaktionsIds of those that are in doubt for it, the newest last.</summary>
    public IReadOnlyList<string> Doubts { get; } = doubts;

    /// <summary>Some of those had arrived all the same: nothing is concluded from its end any more.</summary>
    public bool Unlearned { get; } = unlearned;
}
