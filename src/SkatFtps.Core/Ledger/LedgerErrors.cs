using System;
using System.Globalization;

namespace SkatFtps.Ledger;

/// <summary>The ledger's refusals in words, one place.</summary>
internal static class LedgerErrors
{
    public static LedgerException FromDriver(LedgerFault fault, Exception e, string location, TimeSpan waited) => fault switch
    {
        LedgerFault.Busy => new(
            "LedgerLocked",
            string.Format(CultureInfo.InvariantCulture, "The ledger {0} was held by another process for {1:0.#} s.", location, waited.TotalSeconds),
            "Find the process that holds it, then run the command again; nothing was sent.",
            e),
        LedgerFault.ReadOnly => new(
            "LedgerReadOnly",
            $"The ledger {location} cannot be written to ({e.Message.TrimEnd('.')}).",
            "Let this account write to the file and its folder, or name another ledger.",
            e),
        LedgerFault.Unreadable => new(
            "LedgerUnreadable",
            $"{location} is damaged or is no ledger ({e.Message.TrimEnd('.')}).",
            "Keep the file, restore it from a backup or name another; without it SkatFtps cannot tell which names were used.",
            e),
        LedgerFault.Full => new(
            "LedgerDiskFull",
            $"There is no room left where the ledger {location} is kept.",
            "Free space, then run the command again.",
            e),
        LedgerFault.LoginRefused => new(
            "LedgerLoginRefused",
            $"The database {location} refused the login.",
            "Check the user name and password given for the ledger.",
            e),
        LedgerFault.Unavailable => new(
            "LedgerUnavailable",
            $"The ledger {location} cannot be reached ({e.Message.TrimEnd('.')}).",
            "Check that the path or the server exists and that this account may use it.",
            e),
        _ => new(
            "LedgerFailed",
            $"The ledger {location} failed ({e.Message.TrimEnd('.')}).",
            "Nothing may be sent until it works again.",
            e),
    };

    public static LedgerException SchemaNewer(string location, long version) => new(
        "LedgerSchemaNewer",
        $"The ledger {location} was made by a newer SkatFtps (schema {version}, this one knows {LedgerSchema.Version}).",
        "Update the module on this machine.");

    public static LedgerException NameAlreadySent(string name, LedgerSubmission earlier) => new(
        "FileNameAlreadySent",
        $"The name '{name}' {Fate(earlier)}. A name can be used once.",
        NextStep(earlier, "Send under a name that was never used."))
    {
        Earlier = earlier,
    };

    public static LedgerException ContentAlreadySent(string name, LedgerSubmission earlier) => new(
        "ContentAlreadySent",
        $"The content of '{name}' went under the name '{earlier.FileName}', which {Fate(earlier)}.",
        NextStep(earlier, "If it is to be filed twice, use -AllowDuplicateContent."))
    {
        Earlier = earlier,
    };

    public static LedgerException OwnershipLost(string name, string why) => new(
        "LedgerOwnershipLost",
        $"The reservation of '{name}' is gone: {why}. No STOR may be sent for it.",
        "Look at Get-SkatSubmission for the name before sending anything.");

    public static LedgerException NotFound(long id) => new(
        "SubmissionNotFound",
        $"The ledger holds no submission {id} for this account.",
        "Get-SkatSubmission lists what it holds.");

    public static LedgerException NotInDoubt(LedgerSubmission submission) => new(
        "SubmissionNotInDoubt",
        $"'{submission.FileName}' is {submission.State}, not in doubt: there is nothing to resolve.",
        null)
    {
        Earlier = submission,
    };

    private static string Fate(LedgerSubmission earlier)
    {
        string who = $"at {earlier.ReservedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z by {earlier.OsUser} on {earlier.MachineName} (process {earlier.ProcessId}), service {earlier.Service}";
        return earlier.State switch
        {
            SubmissionState.Reserved or SubmissionState.Sending => $"is being sent since {who}",
            SubmissionState.InDoubt => $"may have been sent {who}, and is in doubt",
            _ => $"was sent {who}, and is {earlier.State}",
        };
    }

    private static string NextStep(LedgerSubmission earlier, string otherwise) => earlier.State switch
    {
        SubmissionState.InDoubt => "Do not send it again: find out with Resolve-SkatSubmission what became of it.",
        SubmissionState.Reserved or SubmissionState.Sending => "Wait for that process to finish.",
        _ => otherwise,
    };
}
