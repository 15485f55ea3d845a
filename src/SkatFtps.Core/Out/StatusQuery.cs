using System;
using System.Collections.Generic;
using System.Linq;
using SkatFtps.Status;

namespace SkatFtps;

/// <summary>Which statuses are wanted; what is null does not narrow.</summary>
public sealed class StatusQuery
{
    /// <summary>Whether a transaction id is wanted.</summary>
    public Func<string, bool>? FtpTransaktionsId { get; set; }

    /// <summary>Whether a service is wanted.</summary>
    public Func<string, bool>? Service { get; set; }

    /// <summary>0 to 3.</summary>
    public IReadOnlyCollection<int>? Codes { get; set; }

    /// <summary>Only statuses that this ledger never wrote out before.</summary>
    public bool NewOnly { get; set; }

    /// <summary>Lists /out although another listing was made within the minute.</summary>
    public bool Force { get; set; }

    /// <summary>Told, on any thread, how many status files have been fetched of how many.</summary>
    public Action<int, int>? Progress { get; set; }

    /// <summary>Something narrows by what a status file's name tells.</summary>
    internal bool IsNarrow => FtpTransaktionsId is not null || Codes is not null;

    /// <summary>What the name alone rules out need not be fetched.</summary>
    internal bool MayMatch(StatusFileName name) =>
        (Codes is null || Codes.Contains(name.Code)) && (FtpTransaktionsId is null || FtpTransaktionsId(name.FtpTransaktionsId));

    internal bool Matches(SubmissionStatus status) =>
        (Codes is null || Codes.Contains(status.Code)) &&
        (FtpTransaktionsId is null || FtpTransaktionsId(status.FtpTransaktionsId)) &&
        (Service is null || Service(status.Service ?? string.Empty));
}
