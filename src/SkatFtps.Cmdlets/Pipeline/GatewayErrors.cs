using System;
using System.Management.Automation;

namespace SkatFtps.Cmdlets.Pipeline;

/// <summary>Error records, with the category that the catalogue (SkatErrorInfo) gives the id.</summary>
internal static class GatewayErrors
{
    public static bool EndsEverything(string errorId) => SkatErrorInfo.Find(errorId) is { EndsEverything: true };

    /// <param name="e">What happened.</param>
    /// <param name="target">What it is about.</param>
    /// <param name="isAdvicePrinted">
    /// Whether the recommended action is shown where the record is; if not, the message has it. The exception's own message always has.
    /// </param>
    public static ErrorRecord ToErrorRecord(SkatFtpsException e, object? target, bool isAdvicePrinted)
    {
        // Every id has a row in the catalogue; a test finds those that do not.
        ErrorCategory category = SkatErrorInfo.Find(e.ErrorId) is { } info
            ? (ErrorCategory)Enum.Parse(typeof(ErrorCategory), info.Category)
            : ErrorCategory.NotSpecified;
        return new ErrorRecord(e, e.ErrorId, category, target)
        {
            ErrorDetails = new ErrorDetails(isAdvicePrinted ? e.Fact : e.Message)
            {
                RecommendedAction = e.RecommendedAction ?? string.Empty,
            },
        };
    }
}
