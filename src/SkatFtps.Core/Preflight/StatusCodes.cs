namespace SkatFtps.Preflight;

/// <summary>The codes of status 0 that a file's content can earn (guide, "Error Codes").</summary>
internal static class StatusCodes
{
    public const string RecordLength = "RECORD_LENGTH_INCORRECT";

    public const string FirstRecord = "FIRST_RECORD_INCORRECT";

    public const string LastRecord = "LAST_RECORD_INCORRECT";
}
