using System;
using System.Collections.Generic;

namespace SkatFtps.Ledger;

/// <summary>Which submissions; a property left alone does not narrow.</summary>
public sealed class SubmissionFilter
{
    /// <summary>Null or empty: every state.</summary>
    public IReadOnlyCollection<SubmissionState>? States { get; set; }

    /// <summary>Compared without case.</summary>
    public string? Service { get; set; }

    /// <summary>Reserved then or later.</summary>
    public DateTimeOffset? Since { get; set; }

    /// <summary>The uploaded file's name, which is the FTPTransaktionsId; compared without case.</summary>
    public string? FileName { get; set; }
}
