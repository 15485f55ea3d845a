using System;

namespace SkatFtps.Ledger;

/// <summary>
/// The ledger refuses, or cannot be used. Whatever the cause: nothing may be sent on the strength of the call that failed.
/// </summary>
public sealed class LedgerException(
    string errorId,
    string message,
    string? recommendedAction = null,
    Exception? inner = null) : SkatFtpsException(errorId, Compose(errorId, message, recommendedAction), recommendedAction, inner)
{

    /// <summary>The submission that stands in the way (FileNameAlreadySent, ContentAlreadySent), or null.</summary>
    public LedgerSubmission? Earlier { get; set; }
}
