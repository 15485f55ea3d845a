using System;
using System.Data.Common;
using System.Linq;
using System.Threading.Tasks;
using SkatFtps.Ledger;
using Xunit;

namespace SkatFtps.Core.Tests.Ledger;

public abstract partial class LedgerContract
{
    [Fact]
    public async Task An_outcome_that_the_ledger_cannot_take_is_kept_and_written_before_its_next_use()
    {
        using SubmissionLedger ledger = await OpenAsync(options: Patient(TimeSpan.Zero));
        Reservation sent = await BegunAsync(ledger, "sent.xml");
        Reservation refused = await BegunAsync(ledger, "refused.xml");
        Reservation doubtful = await BegunAsync(ledger, "doubtful.xml");
        await using (await HoldLedgerAsync())
        {
            await RefusedAsync("LedgerLocked", () => ledger.SentAsync(sent, Stop));
            await RefusedAsync("LedgerLocked", () => ledger.WithdrawnAsync(refused, "550 in place of 150", Stop));
            await RefusedAsync("LedgerLocked", () => ledger.InDoubtAsync(doubtful, "the reply was lost", Stop));
            Assert.True(ledger.HasUnwritten);
        }

        // The session never takes its own file for being sent by somebody.
        LedgerException known = await RefusedAsync("FileNameAlreadySent", () => ReserveAsync(ledger, "sent.xml"));
        Assert.Equal(SubmissionState.Sent, known.Earlier!.State);
        Assert.False(ledger.HasUnwritten);
        Assert.Equal(SubmissionState.InDoubt, (await ledger.Submissions.FindAsync("doubtful.xml", Stop))!.State);
        await SendAsync(ledger, "refused.xml");
    }

    [Fact]
    public async Task The_heart_may_be_the_one_that_writes_an_outcome()
    {
        using SubmissionLedger ledger = await OpenAsync();
        Reservation held = await BegunAsync(ledger, "a.xml");
        Task beating;
        Task<SubmissionState> sending;
        await using (await HoldLedgerAsync())
        {
            beating = ledger.RenewAsync(Stop);
            sending = ledger.SentAsync(held, Stop);
        }

        await beating;
        Assert.Equal(SubmissionState.Sent, await sending);
    }

    [Fact]
    public async Task What_is_kept_is_written_before_anything_is_read()
    {
        using SubmissionLedger ledger = await OpenAsync(options: Patient(TimeSpan.Zero));
        Reservation held = await BegunAsync(ledger, "a.xml");
        await using (await HoldLedgerAsync())
        {
            await RefusedAsync("LedgerLocked", () => ledger.SentAsync(held, Stop));
        }

        Assert.Equal(SubmissionState.Sent, (await ledger.Submissions.FindAsync("a.xml", Stop))!.State);
    }

    [Fact]
    public async Task What_is_kept_is_written_on_the_beat_of_the_lease()
    {
        using SubmissionLedger ledger = await OpenAsync(options: Patient(TimeSpan.Zero));
        using SubmissionLedger other = await OpenAsync();
        Reservation held = await BegunAsync(ledger, "a.xml");
        await using (await HoldLedgerAsync())
        {
            await RefusedAsync("LedgerLocked", () => ledger.SentAsync(held, Stop));
        }

        await ledger.RenewAsync(Stop);
        Assert.Equal(SubmissionState.Sent, (await other.Submissions.FindAsync("a.xml", Stop))!.State);
    }

    [Fact]
    public async Task What_is_kept_is_written_when_the_ledger_is_closed()
    {
        using (SubmissionLedger ledger = await OpenAsync(options: Patient(TimeSpan.Zero)))
        {
            Reservation held = await BegunAsync(ledger, "a.xml");
            await using (await HoldLedgerAsync())
            {
                await RefusedAsync("LedgerLocked", () => ledger.SentAsync(held, Stop));
            }

            await ledger.CloseAsync(Stop);
        }

        using SubmissionLedger other = await OpenAsync();
        Assert.Equal(SubmissionState.Sent, (await other.Submissions.FindAsync("a.xml", Stop))!.State);
    }

    [Fact]
    public async Task A_ledger_that_stays_away_is_closed_with_the_files_named()
    {
        SubmissionLedger ledger = await OpenAsync(options: Patient(TimeSpan.Zero));
        Reservation held = await BegunAsync(ledger, "a.xml");
        await using (await HoldLedgerAsync())
        {
            await RefusedAsync("LedgerLocked", () => ledger.SentAsync(held, Stop));
            LedgerException unwritten = await RefusedAsync("LedgerOutcomeUnwritten", () => ledger.CloseAsync(Stop));
            Assert.Contains("'a.xml' (Sent)", unwritten.Message);
        }

        using SubmissionLedger other = await OpenAsync();
        Assert.Equal(SubmissionState.InDoubt, (await other.Submissions.FindAsync("a.xml", Stop))!.State);
    }

    [Fact]
    public async Task A_row_that_has_vanished_is_inserted_anew_with_its_outcome()
    {
        using SubmissionLedger ledger = await OpenAsync();
        Reservation held = await BegunAsync(ledger, "a.xml");
        await ForgetAsync("A.XML");

        Assert.Equal(SubmissionState.Sent, await ledger.SentAsync(held, Stop));
        await RefusedAsync("FileNameAlreadySent", () => ReserveAsync(ledger, "a.xml", "another content"));
        await RefusedAsync("ContentAlreadySent", () => ReserveAsync(ledger, "b.xml", "a.xml"));
    }

    [Fact]
    public async Task A_row_that_has_vanished_and_was_not_sent_leaves_nothing()
    {
        using SubmissionLedger ledger = await OpenAsync();
        Reservation held = await BegunAsync(ledger, "a.xml");
        await ForgetAsync("A.XML");

        Assert.Equal(SubmissionState.Withdrawn, await ledger.WithdrawnAsync(held, "550 in place of 150", Stop));
        await SendAsync(ledger, "a.xml");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_that_hold_one_name_are_both_kept_and_need_review(bool vanished)
    {
        using SubmissionLedger ledger = await OpenAsync(Machine("A"));
        using SubmissionLedger other = await OpenAsync(Machine("B"));
        Reservation held = await BegunAsync(ledger, "a.xml");
        if (vanished)
        {
            await ForgetAsync("A.XML");
        }
        else
        {
            Clock.Turn(TimeSpan.FromMinutes(3));
            LedgerSubmission doubt = (await other.Submissions.FindAsync("a.xml", Stop))!;
            await other.Submissions.ResolveAsync(doubt.Id, arrived: false, "not in their log", "hanne", true, Stop);
        }

        await SendAsync(other, "a.xml", "another content");
        Assert.Equal(SubmissionState.Sent, await ledger.SentAsync(held, Stop));

        LedgerSubmission[] both = [
            .. await FindAsync(ledger, new SubmissionFilter { FileName = "a.xml", States = [SubmissionState.Sent] })];
        Assert.Equal(["B", "A"], both.OrderBy(row => row.MachineName == "A").Select(row => row.MachineName));
        Assert.All(both, row => Assert.NotNull(row.ReviewReason));
        Assert.Equal("B", (await ledger.Submissions.FindAsync("a.xml", Stop))!.MachineName);
        await RefusedAsync("FileNameAlreadySent", () => ReserveAsync(ledger, "a.xml", "a third"));
        await RefusedAsync("ContentAlreadySent", () => ReserveAsync(ledger, "b.xml", "a.xml"));
    }

    /// <summary>While it is held nobody writes to the account.</summary>
    protected abstract Task<IAsyncDisposable> HoldLedgerAsync();

    private static LedgerOptions Patient(TimeSpan patience) => new() { BusyDeadline = patience, CloseDeadline = patience };

    private static async Task<Reservation> BegunAsync(SubmissionLedger ledger, string name)
    {
        Reservation held = await ReserveAsync(ledger, name);
        await ledger.BeginSendingAsync(held, Stop);
        return held;
    }

    private async Task ForgetAsync(string key)
    {
        await using DbConnection other = await ConnectAsync();
        await ExecuteAsync(other, $"DELETE FROM skatftps_submission WHERE name_key = '{key}' AND account_id = {AccountId}");
    }

    /// <summary>A transaction that is given up in the end.</summary>
    protected sealed class Held(DbTransaction transaction, DbConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await transaction.RollbackAsync();
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
