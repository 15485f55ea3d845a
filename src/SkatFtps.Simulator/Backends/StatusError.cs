namespace SkatFtps.Simulator.Backends;

/// <summary>What a status 0 says, word for word as in the guide (Error Codes).</summary>
internal sealed record StatusError(string Code, string Message, string Resolution)
{
    internal static readonly StatusError FileNameReused = new(
        "FILENAME_CANNOT_BE_REUSED_FOR_TRANSACTION",
        "The filename provided has already been used for previous transaction",
        "Resubmit the file with a new filename");

    internal static readonly StatusError NotAscii = new(
        "FILE_NOT_UPLOADED_IN_ASCII_MODE",
        "Files to the requested Backend System must be uploaded in ASCII mode",
        "Upload file in ASCII mode");

    internal static readonly StatusError RecordLength = new(
        "RECORD_LENGTH_INCORRECT",
        "The file does not conform with required format due to incorrect record length. Please see www.skat.dk/eKapital",
        "Fix record length and upload file again");

    internal static readonly StatusError FirstRecord = new(
        "FIRST_RECORD_INCORRECT",
        "The file does not conform with required format due to incorrect start of first record. Please see www.skat.dk/eKapital",
        "Fix first line and upload file again");

    internal static readonly StatusError LastRecord = new(
        "LAST_RECORD_INCORRECT",
        "The file does not conform with required format due to incorrect start of last record. Please see www.skat.dk/eKapital",
        "Fix last line and upload file again");

    /// <summary>Not of the guide, which leaves a backend's own errors open.</summary>
    internal static readonly StatusError OfBackend = new(
        "SIMULATED_BACKEND_REFUSED_FILE",
        "The simulated backend cannot read the file",
        "Correct the file and upload it again under a new name");
}
