namespace SkatFtps.Ledger;

/// <summary>
/// What is known of an upload when it has ended, beside how it ended: of the file, and, apart from it, of what went on the wire.
/// </summary>
public sealed class UploadFacts
{
    /// <summary>Of the whole file, hexadecimal; null where it was not read to its end.</summary>
    public string? Sha256 { get; set; }

    /// <summary>
    /// Bytes that were handed to the network, in TYPE A with the line ends that it wants. What the system took is not what arrived. Null
    /// where they were not counted: the process died, or the ledger is from before.
    /// </summary>
    public long? WireLength { get; set; }

    /// <summary>Of these bytes, hexadecimal.</summary>
    public string? WireSha256 { get; set; }

    /// <summary>
    /// Why a person must look at an upload in doubt, whatever a status says of it later. Null only where all bytes count as gone: 226, or
    /// the server's close_notify after ours, was read.
    /// </summary>
    public string? ReviewReason { get; set; }
}
