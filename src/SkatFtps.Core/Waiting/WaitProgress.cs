using System;
using System.Collections.Generic;
using System.Linq;

namespace SkatFtps;

/// <summary>How many submissions have reached which step.</summary>
public sealed class WaitProgress
{
    internal WaitProgress(IReadOnlyCollection<AwaitedSubmission> all, int done, TimeSpan next)
    {
        Total = all.Count;
        Done = done;
        Next = next;
        Delivered = all.Count(one => one.Reached == StatusStep.Delivered);
        Accepted = all.Count(one => one.Reached == StatusStep.Accepted);
        Exposed = all.Count(one => one.Reached == StatusStep.Exposed);
        Failed = all.Count(one => one.Reached == StatusStep.Error);
    }

    public int Total { get; }

    /// <summary>For which the wait has ended.</summary>
    public int Done { get; }

    public int Delivered { get; }

    public int Accepted { get; }

    public int Exposed { get; }

    public int Failed { get; }

    /// <summary>Until the next look.</summary>
    public TimeSpan Next { get; }

    public override string ToString() =>
        $"{Done} of {Total} done. Delivered {Delivered}, accepted {Accepted}, exposed {Exposed}, failed {Failed}, no status"
            + $" {Total - Delivered - Accepted - Exposed - Failed}.";
}
