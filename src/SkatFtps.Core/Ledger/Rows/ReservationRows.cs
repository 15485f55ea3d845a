using System;
using System.Threading.Tasks;
using SkatFtps.Ledger.Sql;

namespace SkatFtps.Ledger.Rows;

/// <summary>
/// The promise: from a held name to an outcome, each step a compare-and-swap within a transaction that holds the account.
/// </summary>
internal static class ReservationRows
{
    /// <returns>Neither, when only the content's whole hash can tell it from an earlier one.</returns>
    public static async Task<(Reservation? Held, LedgerException? Refusal)> ReserveAsync(
        LedgerScope scope, SubmissionRows rows, string owner, ReservationEntry entry)
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

        var row = new LedgerSubmission(scope.Account, rows.By, entry, Guid.NewGuid().ToString("N"), owner, scope.Now);
        return (new Reservation(row, await rows.AddAsync(scope, row).ConfigureAwait(false)), null);
    }

    public static async Task<LedgerException?> BeginAsync(LedgerScope scope, SubmissionRows rows, string owner, Reservation reservation)
    {
        LedgerSubmission? row = await rows.FindAsync(scope, reservation.Id).ConfigureAwait(false);
        if (row is null || row.Token != reservation.Token)
        {
            return LedgerErrors.OwnershipLost(reservation.FileName, "its row is not in the ledger");
        }

        if (row.State == SubmissionState.Sending && row.Owner == owner)
        {
            // The first connection was given up before STOR was written.
            return null;
        }

        if (row.State != SubmissionState.Reserved || row.Owner != owner)
        {
            return LedgerErrors.OwnershipLost(
                reservation.FileName, $"it is {row.State} since {row.ChangedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z ({row.Reason})");
        }

        // Two names for one content may both be Reserved: the first to begin wins.
        ContentMark content = row.ContentKey is null
            ? ContentMark.OfWhole(row.Length, row.Sha256!)
            : ContentMark.OfLarge(row.Length, row.ContentKey, row.Sha256);
        LedgerSubmission? same = await rows.FindSameContentAsync(
            scope, content, row.ValidateOnly, row.AllowDuplicate, row.Id).ConfigureAwait(false);
        if (same is not null)
        {
            await rows.ChangeAsync(
                scope, row, SubmissionState.Withdrawn, $"the same content went as '{same.FileName}'").ConfigureAwait(false);
            return LedgerErrors.ContentAlreadySent(reservation.FileName, same);
        }

        return await rows.ChangeAsync(scope, row, SubmissionState.Sending, null).ConfigureAwait(false)
            ? null
            : LedgerErrors.OwnershipLost(reservation.FileName, "another process changed it");
    }

    /// <summary>
    /// Writes how it ended, once or again: a row that vanished is inserted anew, and one that lost its name is kept beside the holder.
    /// </summary>
    /// <returns>The state that it has now.</returns>
    public static async Task<SubmissionState> EndAsync(LedgerScope scope, SubmissionRows rows, SubmissionEnd end)
    {
        LedgerSubmission? row = await rows.FindHeldAsync(scope, end.Reservation).ConfigureAwait(false);
        if (row is null)
        {
            // Of what was not sent nothing is left that says otherwise.
            return end.To == SubmissionState.Withdrawn ? end.To : await InsertAnewAsync(scope, rows, end).ConfigureAwait(false);
        }

        bool overrides = Overrides(row, end.To);
        LedgerSubmission after = end.Apply(row, overrides, out string? trace);
        if (trace is not null)
        {
            await rows.TraceAsync(scope, row.Id, row.State, row.State, trace).ConfigureAwait(false);
        }

        // A row that was taken for dead and given up may have lost its name to another.
        if (overrides && row.State == SubmissionState.Withdrawn)
        {
            await ContestAsync(scope, rows, after).ConfigureAwait(false);
        }

        if (after.Checksum() != row.Checksum())
        {
            await rows.SetAsync(scope, row, after).ConfigureAwait(false);
        }

        if (!overrides)
        {
            return row.State;
        }

        await rows.TraceAsync(scope, row.Id, row.State, end.To, end.Reason).ConfigureAwait(false);
        return await SettleAsync(scope, rows, row.Id, end.To).ConfigureAwait(false);
    }

    /// <summary>The hash of a file that was known by its key alone while it travelled; where one is known already, that stands.</summary>
    /// <returns>Whether it is the row's now.</returns>
    public static async Task<bool> LearnHashAsync(LedgerScope scope, SubmissionRows rows, Reservation reservation, string sha256)
    {
        if (await rows.FindHeldAsync(scope, reservation).ConfigureAwait(false) is not { Sha256: null } row)
        {
            return false;
        }

        LedgerSubmission after = row.Copy();
        after.Sha256 = sha256.ToLowerInvariant();
        return await rows.SetAsync(scope, row, after).ConfigureAwait(false);
    }

    private static async Task<SubmissionState> InsertAnewAsync(LedgerScope scope, SubmissionRows rows, SubmissionEnd end)
    {
        LedgerSubmission after = end.Apply(end.Reservation.Row, overrides: true, out _);
        after.Owner = null;
        after.Attempted = true;
        after.ChangedAt = DateTimeOffset.FromUnixTimeMilliseconds(scope.Now);
        await ContestAsync(scope, rows, after).ConfigureAwait(false);
        long id = await rows.AddAsync(
            scope,
            after,
            "its row was not in the ledger any more" + (after.Reason is null ? "" : "; " + after.Reason)).ConfigureAwait(false);
        return await SettleAsync(scope, rows, id, end.To).ConfigureAwait(false);
    }

    private static async Task<SubmissionState> SettleAsync(LedgerScope scope, SubmissionRows rows, long id, SubmissionState to)
    {
        LedgerSubmission row = (await rows.FindAsync(scope, id).ConfigureAwait(false))!;

        // Which of two that hold one name a status speaks of, nobody knows.
        return to == SubmissionState.Withdrawn
            || row.Contested ? row.State : (await rows.SettleAsync(scope, row).ConfigureAwait(false)).State;
    }

    /// <summary>
    /// Where another holds the name, both are kept: which of the two the gateway has, only their statuses or a person can tell.
    /// </summary>
    private static async Task ContestAsync(LedgerScope scope, SubmissionRows rows, LedgerSubmission after)
    {
        if (await rows.FindLiveAsync(scope, after.FileName).ConfigureAwait(false) is not { } holder)
        {
            return;
        }

        after.Contested = true;
        after.ReviewReason = SubmissionRows.OneMoreReason(
            after, $"submission {holder.Id} of {holder.OsUser} on {holder.MachineName} holds the name too");
        string other = $"{after.OsUser} on {after.MachineName} (process {after.ProcessId}) sent a file under this name too, reserved"
            + $" {after.ReservedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z";
        await rows.FlagAsync(scope, holder, other).ConfigureAwait(false);
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
