using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SkatFtps.Errors;
using SkatFtps.Ledger.Rows;

namespace SkatFtps.Ledger.Sql;

/// <summary>The ledger's refusals in words, one place.</summary>
internal static class LedgerErrors
{
    public static LedgerException FromDriver(LedgerFault fault, Exception e, string location, TimeSpan waited) => fault switch
    {
        LedgerFault.Busy => new(
            "LedgerLocked",
            string.Format(
                CultureInfo.InvariantCulture, "The ledger {0} was held by another process for {1:0.#} s.", location, waited.TotalSeconds),
            null,
            e),
        LedgerFault.ReadOnly => new(
            "LedgerReadOnly",
            $"The ledger {location} cannot be written to ({e.Message.TrimEnd('.')}).",
            null,
            e),
        LedgerFault.Unreadable => new(
            "LedgerUnreadable",
            $"{location} is damaged or is no ledger ({e.Message.TrimEnd('.')}).",
            null,
            e),
        LedgerFault.Full => new(
            "LedgerDiskFull",
            $"There is no room left where the ledger {location} is kept.",
            null,
            e),
        LedgerFault.LoginRefused => new(
            "LedgerLoginRefused",
            $"The database {location} refused the login.",
            null,
            e),
        LedgerFault.Unavailable => new(
            "LedgerUnavailable",
            $"The ledger {location} cannot be reached ({e.Message.TrimEnd('.')}).",
            null,
            e),
        LedgerFault.Gone => Replaced(location, "has lost its tables", e),
        _ => new(
            "LedgerFailed",
            $"The ledger {location} failed ({e.Message.TrimEnd('.')}).",
            null,
            e),
    };

    public static LedgerException Unreadable(string location, string fact) =>
        new("LedgerUnreadable", $"{location} is damaged or is no ledger ({fact}).");

    /// <param name="location">Where it should be.</param>
    /// <param name="fact">What follows "The ledger PLACE".</param>
    /// <param name="e">What showed it, or null.</param>
    public static LedgerException Replaced(string location, string fact, Exception? e = null) =>
        new("LedgerReplaced", $"The ledger {location} {fact}. Nothing was sent.", null, e);

    public static LedgerException UpgradeNeeded(string location, long version, string why) => new(
        "LedgerUpgradeNeeded",
        $"The ledger {location} has schema {version}, and this SkatFtps needs {LedgerSchema.Version}. {why}");

    public static LedgerException Overslept(string name, TimeSpan slept) => new(
        "LedgerLeaseOverslept",
        string.Format(CultureInfo.InvariantCulture, "{0:0} s passed between holding the name '{1}' and sending it, as when a machine"
            + " sleeps: others may have taken it for dead.", slept.TotalSeconds, name));

    public static LedgerException Unwritten(string location, IReadOnlyList<SubmissionEnd> ends, Exception cause) => new(
        "LedgerOutcomeUnwritten",
        $"The ledger {location} could not be told how these files ended:"
            + $" {string.Join(", ", ends.Select(end => $"'{end.Reservation.FileName}' ({end.To})"))}."
            + $" {(cause as LedgerException)?.Fact ?? cause.Message}",
        null,
        cause);

    public static LedgerException SchemaNewer(string location, long version) => new(
        "LedgerSchemaNewer",
        $"The ledger {location} was made by a newer SkatFtps (schema {version}, this one knows {LedgerSchema.Version}).");

    public static LedgerException NameAlreadySent(string name, LedgerSubmission earlier) => new(
        "FileNameAlreadySent",
        $"The name '{name}' {Fate(earlier)}. A name can be used once.",
        NextStep("FileNameAlreadySent", earlier))
    {
        Earlier = earlier,
    };

    public static LedgerException ContentAlreadySent(string name, LedgerSubmission earlier) => new(
        "ContentAlreadySent",
        earlier.Sha256 is null
            ? $"'{name}' has the length, the beginning and the end of '{earlier.FileName}', which {Fate(earlier)}; whether the rest is"
                + " the same is not known."
            : $"The content of '{name}' went under the name '{earlier.FileName}', which {Fate(earlier)}.",
        NextStep("ContentAlreadySent", earlier))
    {
        Earlier = earlier,
    };

    public static LedgerException OwnershipLost(string name, string why) => new(
        "LedgerOwnershipLost",
        $"The reservation of '{name}' is gone: {why}. No STOR may be sent for it.");

    public static LedgerException NotFound(long id) => new(
        "SubmissionNotFound",
        $"The ledger holds no submission {id} for this account.");

    public static LedgerException NotInDoubt(LedgerSubmission submission) => new(
        "SubmissionNotInDoubt",
        $"'{submission.FileName}' is {submission.State}, not in doubt, and needs no review: there is nothing to resolve.")
    {
        Earlier = submission,
    };

    public static LedgerException OfAnotherMachine(LedgerSubmission submission) => new(
        "SubmissionOfAnotherMachine",
        $"'{submission.FileName}' was not recorded as not arrived: {submission.MachineName} (process {submission.ProcessId},"
            + $" {submission.OsUser}) reserved it at {submission.ReservedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z, less than a day ago, and"
            + " may still be sending it.")
    {
        Earlier = submission,
    };

    private static string Fate(LedgerSubmission earlier)
    {
        string who = $"{earlier.ReservedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z by {earlier.OsUser} on {earlier.MachineName} (process"
            + $" {earlier.ProcessId}), service {earlier.Service}";
        return earlier.State switch
        {
            SubmissionState.Reserved or SubmissionState.Sending => $"is being sent since {who}",
            SubmissionState.InDoubt => $"may have been sent at {who}, and is in doubt",
            _ => $"was sent at {who}, and is {earlier.State}",
        };
    }

    private static string? NextStep(string errorId, LedgerSubmission earlier) => ErrorCatalogue.AdviceFor(errorId, earlier.State switch
    {
        SubmissionState.InDoubt => "InDoubt",
        SubmissionState.Reserved or SubmissionState.Sending => "Sending",
        _ => null,
    });
}
