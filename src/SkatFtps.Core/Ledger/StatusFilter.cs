using System;
using System.Collections.Generic;

namespace SkatFtps.Ledger;

/// <summary>Which statuses; a property left alone does not narrow.</summary>
public sealed class StatusFilter
{
    /// <summary>Compared without case.</summary>
    public string? Service { get; set; }

    /// <summary>The FTPTransaktionsId, which is the uploaded file's name; compared without case.</summary>
    public string? TransactionId { get; set; }

    /// <summary>At most <see cref="LedgerStatuses.Batch"/> of them, and at least one; compared without case.</summary>
    internal IReadOnlyCollection<string>? TransactionIds { get; set; }

    /// <summary>0 to 3.</summary>
    public int? Code { get; set; }

    /// <summary>Only what was never claimed for output.</summary>
    public bool NewOnly { get; set; }

    /// <summary>Read from /out then or later.</summary>
    public DateTimeOffset? Since { get; set; }
}
