namespace SkatFtps.Proof.Explorer;

/// <summary>Where a sender stands.</summary>
internal enum Place
{
    /// <summary>Killed, or not started.</summary>
    Dead,

    /// <summary>Connected, with nothing held.</summary>
    Idle,

    /// <summary>The name is held; the network has not heard of it.</summary>
    Reserved,

    /// <summary>The ledger has Sending, on disk; STOR is not written.</summary>
    Sending,

    /// <summary>STOR was written, the gateway took the file, and its 226 was not read yet.</summary>
    Arrived,

    /// <summary>STOR was written, and nothing of it came to the gateway.</summary>
    Lost,

    /// <summary>STOR was refused in place of 150, proved in step.</summary>
    Refused,
}
