namespace SkatFtps.Simulator;

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
}
