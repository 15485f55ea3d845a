namespace SkatFtps.Preflight;

/// <summary>The codes of status 0 that a file's name or content can earn (guide, "Error Codes").</summary>
internal static class StatusCodes
{
    public const string NameReused = "FILENAME_CANNOT_BE_REUSED_FOR_TRANSACTION";

    public const string RecordLength = "RECORD_LENGTH_INCORRECT";

    public const string FirstRecord = "FIRST_RECORD_INCORRECT";

    public const string LastRecord = "LAST_RECORD_INCORRECT";
}
