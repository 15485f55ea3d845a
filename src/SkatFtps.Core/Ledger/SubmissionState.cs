namespace SkatFtps.Ledger;

/// <summary>What is known of a submission. The names are stored; do not rename them.</summary>
public enum SubmissionState
{
    /// <summary>The name is held; STOR was not written.</summary>
    Reserved,

    /// <summary>Written before the STOR command leaves: from here on the file may arrive.</summary>
    Sending,

    /// <summary>The gateway confirmed with 226.</summary>
    Sent,

    /// <summary>STOR may have left and nothing tells whether the file arrived. It must not be sent again.</summary>
    InDoubt,

    /// <summary>It did not arrive: STOR was never written, or was refused in place of 150. The name is free again.</summary>
    Withdrawn,

    /// <summary>Status 1.</summary>
    Delivered,

    /// <summary>Status 2.</summary>
    Accepted,

    /// <summary>Status 3.</summary>
    Answered,

    /// <summary>Status 0.</summary>
    Failed,
}
