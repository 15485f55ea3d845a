using System;

namespace SkatFtps.Status;

/// <summary>A file that is no readable status file. What was received is intact: keep it and look at it.</summary>
public sealed class StatusFileException : SkatFtpsException
{
    public const string TooLarge = "StatusFileTooLarge";
    public const string HasDtd = "StatusFileHasDtd";

    /// <summary>Empty, cut short or not XML.</summary>
    public const string Malformed = "StatusFileMalformed";

    /// <summary>XML of another kind.</summary>
    public const string NotAStatus = "StatusFileNotAStatus";

    /// <summary>A status without what makes it one: the file element, a code, a transaction id.</summary>
    public const string Incomplete = "StatusFileIncomplete";

    internal StatusFileException(
        string errorId, string fileName, string fact, string? recommendedAction = null, Exception? innerException = null)
        : base(errorId, Compose(errorId, fact, recommendedAction), recommendedAction, innerException) => FileName = fileName;

    /// <summary>The file's name as it was handed in.</summary>
    public string FileName { get; }
}
