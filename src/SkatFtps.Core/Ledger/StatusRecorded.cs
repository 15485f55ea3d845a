namespace SkatFtps.Ledger;

/// <summary>What recording a status did.</summary>
public sealed class StatusRecorded
{
    internal StatusRecorded(long id, bool isNew, bool isAnother, LedgerSubmission? submission)
    {
        Id = id;
        IsNew = isNew;
        IsAnother = isAnother;
        Submission = submission;
    }

    /// <summary>The status' id in the ledger.</summary>
    public long Id { get; }

    /// <summary>False when the ledger held this name with this content already.</summary>
    public bool IsNew { get; }

    /// <summary>True when the ledger held this name with other content only.</summary>
    public bool IsAnother { get; }

    /// <summary>The submission it speaks of, as it is now; null for an unrelated file or one that is older than the reservation.</summary>
    public LedgerSubmission? Submission { get; }
}
