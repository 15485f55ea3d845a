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
            ErrorDetails = new ErrorDetails(Shown(e)) { RecommendedAction = e.RecommendedAction ?? string.Empty },
        };

        // PowerShell 7 prints the recommended action under the message, 5.1 nowhere. The exception's own message has both everywhere.
#if NET
        static string Shown(SkatFtpsException e) => e.Fact;
#else
        static string Shown(SkatFtpsException e) => e.Message;
#endif
    }
}
