namespace SkatFtps.Errors;

/// <summary>The codes of status 0 (guide, "Error Codes").</summary>
internal static class StatusCodes
{
    public const string NameReused = "FILENAME_CANNOT_BE_REUSED_FOR_TRANSACTION";

    public const string NotAscii = "FILE_NOT_UPLOADED_IN_ASCII_MODE";

    public const string RecordLength = "RECORD_LENGTH_INCORRECT";

    public const string FirstRecord = "FIRST_RECORD_INCORRECT";

    public const string LastRecord = "LAST_RECORD_INCORRECT";
}
