using System;
using System.Management.Automation;

namespace SkatFtps.Cmdlets;

/// <summary>Error records, with the category that the catalogue (SkatErrorInfo) gives the id.</summary>
internal static class GatewayErrors
{
    public static bool EndsEverything(string errorId) => SkatErrorInfo.Find(errorId) is { EndsEverything: true };

    public static ErrorRecord ToErrorRecord(SkatFtpsException e, object? target)
    {
        // Every id has a row in the catalogue; a test finds those that do not.
        ErrorCategory category = SkatErrorInfo.Find(e.ErrorId) is { } info
            ? (ErrorCategory)Enum.Parse(typeof(ErrorCategory), info.Category)
            : ErrorCategory.NotSpecified;
        return new ErrorRecord(e, e.ErrorId, category, target)
        {
            ErrorDetails = new ErrorDetails(e.Message) { RecommendedAction = e.RecommendedAction ?? string.Empty },
        };
    }
}
