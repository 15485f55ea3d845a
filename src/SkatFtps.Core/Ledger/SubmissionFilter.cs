using System;
using System.Collections.Generic;

namespace SkatFtps.Ledger;

/// <summary>Which submissions; a property left alone does not narrow.</summary>
public sealed class SubmissionFilter
{
    /// <summary>The states in which the gateway may still say something: STOR has or may have left, and no answer has ended it.</summary>
    public static IReadOnlyCollection<SubmissionState> Open { get; } =
        [SubmissionState.Sending, SubmissionState.Sent, SubmissionState.InDoubt, SubmissionState.Delivered, SubmissionState.Accepted];

    /// <summary>Null or empty: every state.</summary>
    public IReadOnlyCollection<SubmissionState>? States { get; set; }

    /// <summary>Only those that a person must look at.</summary>
    public bool NeedsReview { get; set; }

    /// <summary>Compared without case.</summary>
    public string? Service { get; set; }

    /// <summary>Reserved then or later.</summary>
    public DateTimeOffset? Since { get; set; }

    /// <summary>The uploaded file's name, which is the FTPTransaktionsId; compared without case.</summary>
    public string? FileName { get; set; }
}
