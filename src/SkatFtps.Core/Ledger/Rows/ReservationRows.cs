using System;
using System.Threading.Tasks;
using SkatFtps.Ledger.Sql;

namespace SkatFtps.Ledger.Rows;

/// <summary>The promise: from a held name to an outcome, each step a compare-and-swap within a transaction that holds the account.</summary>
internal static class ReservationRows
{
    /// <returns>Neither, when only the content's whole hash can tell it from an earlier one.</returns>
    public static async Task<(Reservation? Held, LedgerException? Refusal)> ReserveAsync(LedgerScope scope, SubmissionRows rows, string owner, ReservationEntry entry)
    {
        LedgerSubmission? earlier = await rows.FindLiveAsync(scope, entry.FileName).ConfigureAwait(false);
        if (earlier is not null)
        {
            return (null, LedgerErrors.NameAlreadySent(entry.FileName, earlier));
        }

        earlier = await rows.FindSameContentAsync(scope, entry.Content, entry.ValidateOnly, entry.AllowDuplicate, 0).ConfigureAwait(false);
        if (earlier?.Sha256 is not null && entry.Content.Sha256 is null)
        {
            return (null, null);
        }

        if (earlier is not null)
        {
            return (null, LedgerErrors.ContentAlreadySent(entry.FileName, earlier));
        }

        string token = Guid.NewGuid().ToString("N");
        long id = await scope.InsertAsync(
            "skatftps_submission",
            ("account_id", scope.Account),
            ("service", entry.Service),
            ("name", entry.FileName),
            ("name_key", NameKey.Of(entry.FileName)),
            ("sha256", entry.Content.Sha256 ?? string.Empty),
            ("content_key", entry.Content.Key),
            ("length", entry.Content.Length),
            ("validate_only", entry.ValidateOnly ? 1 : 0),
            ("allow_duplicate", entry.AllowDuplicate ? 1 : 0),
            ("state", nameof(SubmissionState.Reserved)),
            ("token", token),
            ("owner", owner),
            ("attempted", 0),
            ("reserved_at", scope.Now),
            ("changed_at", scope.Now),
            ("machine", rows.By.MachineName),
            ("os_user", rows.By.OsUser),
            ("process_id", (long)rows.By.ProcessId)).ConfigureAwait(false);
        await rows.TraceAsync(scope, id, null, SubmissionState.Reserved, null).ConfigureAwait(false);
        return (new Reservation(id, token, entry.Service, entry.FileName), null);
    }

    public static async Task<LedgerException?> BeginAsync(LedgerScope scope, SubmissionRows rows, string owner, Reservation reservation)
    {
        LedgerSubmission? row = await rows.FindAsync(scope, reservation.Id).ConfigureAwait(false);
        if (row is null || row.Token != reservation.Token)
        {
            return LedgerErrors.OwnershipLost(reservation.FileName, "its row is not in the ledger");
        }

        if (row.State != SubmissionState.Reserved || row.Owner != owner)
        {
            return LedgerErrors.OwnershipLost(reservation.FileName, $"it is {row.State} since {row.ChangedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z ({row.Reason})");
        }

        // Two names for one content may both be Reserved: the first to begin wins.
        bool allowDuplicate = await scope.NumberAsync(
            "SELECT allow_duplicate FROM skatftps_submission WHERE id = @id",
            ("@id", row.Id)).ConfigureAwait(false) != 0;
        ContentMark content = row.ContentKey is null ? ContentMark.OfWhole(row.Length, row.Sha256!) : ContentMark.OfLarge(row.Length, row.ContentKey, row.Sha256);
        LedgerSubmission? same = await rows.FindSameContentAsync(scope, content, row.ValidateOnly, allowDuplicate, row.Id).ConfigureAwait(false);
        if (same is not null)
        {
            await rows.ChangeAsync(scope, row, SubmissionState.Withdrawn, $"the same content went as '{same.FileName}'").ConfigureAwait(false);
            return LedgerErrors.ContentAlreadySent(reservation.FileName, same);
        }

        return await rows.ChangeAsync(scope, row, SubmissionState.Sending, null).ConfigureAwait(false)
            ? null
            : LedgerErrors.OwnershipLost(reservation.FileName, "another process changed it");
    }

    public static async Task<(SubmissionState State, LedgerException? Refusal)> EndAsync(
        LedgerScope scope,
        SubmissionRows rows,
        Reservation reservation,
        SubmissionState to,
        string? reason,
        UploadFacts? facts)
    {
        LedgerSubmission? row = await rows.FindAsync(scope, reservation.Id).ConfigureAwait(false);
        if (row is null || row.Token != reservation.Token)
        {
            return (to, LedgerErrors.OwnershipLost(reservation.FileName, "its row is not in the ledger"));
        }

        await rows.LearnAsync(scope, row.Id, facts).ConfigureAwait(false);
        string? review = row.ReviewReason;
        if (to != SubmissionState.InDoubt && review?.EndsWith(SubmissionRows.Unwitnessed, StringComparison.Ordinal) == true)
        {
            // It was thought dead, and speaks after all: how much went is known now.
            await rows.ReviewAsync(scope, row.Id, null).ConfigureAwait(false);
            await rows.TraceAsync(scope, row.Id, row.State, row.State, "its process lives; no review is needed").ConfigureAwait(false);
        }

        if (!Overrides(row, to))
        {
            if (to == SubmissionState.InDoubt && facts?.ReviewReason is string left)
            {
                // A status or a person was quicker; that not all of it is known to have gone must be seen all the same.
                await rows.FlagAsync(scope, row, left).ConfigureAwait(false);
            }

            return (row.State, null);
        }

        // A row that was taken for dead and given up may have lost its name to another.
        if (row.State == SubmissionState.Withdrawn && await rows.FindLiveAsync(scope, row.FileName).ConfigureAwait(false) is LedgerSubmission other)
        {
            await rows.TraceAsync(scope, row.Id, row.State, to, $"{reason ?? to.ToString()}; the name was taken by submission {other.Id} meanwhile").ConfigureAwait(false);
            return (row.State, LedgerErrors.OwnershipLost(reservation.FileName, $"submission {other.Id} holds the name now"));
        }

        await rows.ChangeAsync(scope, row, to, reason).ConfigureAwait(false);
        if (to == SubmissionState.InDoubt && facts?.ReviewReason is not null)
        {
            await rows.ReviewAsync(scope, row.Id, facts.ReviewReason).ConfigureAwait(false);
        }

        row = (await rows.FindAsync(scope, row.Id).ConfigureAwait(false))!;
        if (to != SubmissionState.Withdrawn)
        {
            row = await rows.SettleAsync(scope, row).ConfigureAwait(false);
        }

        return (row.State, null);
    }

    /// <summary>
    /// The sender knows best until a status or a person has spoken: it may complete what was swept as dead, and a 226 outweighs
    /// a person's "not arrived". Sent and what statuses say stand.
    /// </summary>
    private static bool Overrides(LedgerSubmission row, SubmissionState to) => row.State switch
    {
        SubmissionState.Reserved or SubmissionState.Sending => true,
        SubmissionState.InDoubt => to is SubmissionState.Sent or SubmissionState.Withdrawn,
        SubmissionState.Withdrawn => to is SubmissionState.Sent,
        _ => false,
    };
}
