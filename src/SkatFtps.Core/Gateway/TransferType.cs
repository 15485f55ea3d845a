namespace SkatFtps;

/// <summary>How a file's bytes travel (RFC 959, 3.1.1).</summary>
public enum TransferType
{
    /// <summary>TYPE I: as they are.</summary>
    Image,

    /// <summary>TYPE A: every line ends in CRLF on the wire. eKapital Classic must have it (guide, "Error Codes").</summary>
    Ascii,
}
