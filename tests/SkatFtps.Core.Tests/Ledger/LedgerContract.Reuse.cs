using System;
using System.Threading.Tasks;
using SkatFtps.Ledger;
using Xunit;

namespace SkatFtps.Core.Tests.Ledger;

/// <summary>
/// A status 0 that says that the name was used before, on what this ledger gave out once: two machines with ledgers of their own, or
/// somebody without one.
/// </summary>
public abstract partial class LedgerContract
{
    [Theory]
    [InlineData("R")]
    [InlineData("R 1t 2t 3t")]
    [InlineData("3t 2t 1t R")]
    [InlineData("1 2 3 R")]
    public async Task A_refusal_of_the_name_needs_review_whatever_stands_beside_it(string codes)
    {
        using SubmissionLedger ledger = await OpenAsync();
        await SendAsync(ledger, "a.xml");
        foreach (string code in codes.Split(' '))
        {
            await ledger.Statuses.RecordAsync(Coded("a.xml", code), Stop);
        }

        LedgerSubmission row = (await ledger.Submissions.FindAsync("a.xml", Stop))!;
        Assert.Contains("this ledger knows of no use before its own", row.ReviewReason);
        Assert.Single(
            await ledger.Submissions.GetHistoryAsync(row.Id, Stop),
            change => change.Reason?.StartsWith("needs review: ", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Statuses_of_a_transaction_that_was_seen_before_our_STOR_are_another_senders()
    {
        using SubmissionLedger ledger = await OpenAsync();

        // Another machine's file was delivered, and read here, before this one sent under the same name.
        StatusEntry theirs = Coded("a.xml", "1t");
        await ledger.Statuses.RecordAsync(theirs, Stop);
        Clock.Turn(TimeSpan.FromMinutes(1));
        await SendAsync(ledger, "a.xml");
        foreach (string code in new[] { "2t", "3t", "R" })
        {
            await ledger.Statuses.RecordAsync(Coded("a.xml", code), Stop);
        }

        LedgerSubmission row = (await ledger.Submissions.FindAsync("a.xml", Stop))!;
        Assert.Equal(SubmissionState.InDoubt, row.State);
        Assert.NotNull(row.ReviewReason);
        await RefusedAsync("ContentAlreadySent", () => ReserveAsync(ledger, "b.xml", "a.xml", allowDuplicate: true));
    }

    [Fact]
    public async Task So_they_are_where_only_their_own_time_is_before_it()
    {
        using SubmissionLedger ledger = await OpenAsync();
        await SendAsync(ledger, "a.xml");
        StatusEntry theirs = Coded("a.xml", "1t");
        theirs.Timestamp -= TimeSpan.FromSeconds(30);
        await ledger.Statuses.RecordAsync(theirs, Stop);
        await ledger.Statuses.RecordAsync(Coded("a.xml", "2t"), Stop);
        Assert.Equal(SubmissionState.Accepted, (await ledger.Submissions.FindAsync("a.xml", Stop))!.State);

        await ledger.Statuses.RecordAsync(Coded("a.xml", "R"), Stop);

        Assert.Equal(SubmissionState.InDoubt, (await ledger.Submissions.FindAsync("a.xml", Stop))!.State);
    }

    [Fact]
    public async Task NotArrived_on_a_refused_name_keeps_the_name_spent_and_frees_the_content_alone()
    {
        using SubmissionLedger ledger = await OpenAsync();
        Reservation held = await SendAsync(ledger, "a.xml", "content");
        await ledger.Statuses.RecordAsync(Coded("a.xml", "R"), Stop);
        await RefusedAsync("ContentAlreadySent", () => ReserveAsync(ledger, "b.xml", "content"));

        LedgerSubmission resolved = await ledger.Submissions.ResolveAsync(
            held.Id, arrived: false, "theirs came first", "hanne", false, Stop);

        Assert.Equal((SubmissionState.Failed, null), (resolved.State, resolved.ReviewReason));
        await RefusedAsync("FileNameAlreadySent", () => ReserveAsync(ledger, "a.xml", "other"));
        await SendAsync(ledger, "b.xml", "content");

        // The other sender's statuses that come later do not make it one that arrived.
        await ledger.Statuses.RecordAsync(Coded("a.xml", "1"), Stop);
        Assert.Equal(
            (SubmissionState.Failed, null),
            ((await ledger.Submissions.FindAsync(
                "a.xml", Stop))!.State, (await ledger.Submissions.FindAsync("a.xml", Stop))!.ReviewReason));
    }

    [Fact]
    public async Task What_a_person_found_to_have_arrived_stays_so_and_a_further_refusal_is_looked_into_again()
    {
        using SubmissionLedger ledger = await OpenAsync();
        Reservation held = await SendAsync(ledger, "a.xml");
        await ledger.Statuses.RecordAsync(Coded("a.xml", "R"), Stop);
        LedgerSubmission resolved = await ledger.Submissions.ResolveAsync(held.Id, arrived: true, "ours came first", "hanne", false, Stop);
        Assert.Equal((SubmissionState.Sent, null), (resolved.State, resolved.ReviewReason));

        await ledger.Statuses.RecordAsync(Coded("a.xml", "1t"), Stop);
        LedgerSubmission row = (await ledger.Submissions.FindAsync("a.xml", Stop))!;
        Assert.Equal((SubmissionState.Delivered, null), (row.State, row.ReviewReason));

        Clock.Turn(TimeSpan.FromMinutes(1));
        await ledger.Statuses.RecordAsync(Status("a.xml", 0, Reused, TimeSpan.FromSeconds(1)), Stop);
        row = (await ledger.Submissions.FindAsync("a.xml", Stop))!;
        Assert.Equal(SubmissionState.Delivered, row.State);
        Assert.NotNull(row.ReviewReason);
    }

    [Fact]
    public async Task What_a_person_found_not_to_have_arrived_has_its_name_spent_by_a_refusal_that_comes_later()
    {
        using SubmissionLedger ledger = await OpenAsync();
        Reservation held = await DoubtAsync(ledger, "a.xml", "content");
        await ledger.Submissions.ResolveAsync(held.Id, arrived: false, "not in their log", "hanne", false, Stop);

        await ledger.Statuses.RecordAsync(Coded("a.xml", "R"), Stop);

        Assert.Equal(SubmissionState.Failed, (await ledger.Submissions.FindAsync("a.xml", Stop))!.State);
        await RefusedAsync("FileNameAlreadySent", () => ReserveAsync(ledger, "a.xml", "other"));
        await SendAsync(ledger, "b.xml", "content");
    }

    [Fact]
    public async Task A_refusal_after_a_try_that_was_withdrawn_says_that_that_one_may_have_arrived()
    {
        using SubmissionLedger ledger = await OpenAsync();
        Reservation first = await DoubtAsync(ledger, "a.xml", "content");
        await ledger.Submissions.ResolveAsync(first.Id, arrived: false, "not in their log", "hanne", false, Stop);
        await SendAsync(ledger, "a.xml", "content");

        await ledger.Statuses.RecordAsync(Coded("a.xml", "R"), Stop);

        LedgerSubmission row = (await ledger.Submissions.FindAsync("a.xml", Stop))!;
        Assert.Equal(SubmissionState.InDoubt, row.State);
        Assert.Contains("an earlier try under it", row.ReviewReason);
        await RefusedAsync("ContentAlreadySent", () => ReserveAsync(ledger, "b.xml", "content"));
    }

    [Fact]
    public async Task A_refusal_that_comes_while_it_is_being_sent_waits_for_the_end()
    {
        using SubmissionLedger ledger = await OpenAsync();
        using SubmissionLedger other = await OpenAsync();
        Reservation held = await ReserveAsync(ledger, "a.xml");
        await ledger.BeginSendingAsync(held, Stop);
        await other.Statuses.RecordAsync(Coded("a.xml", "R"), Stop);
        Assert.Equal(SubmissionState.Sending, (await other.Submissions.FindAsync("a.xml", Stop))!.State);

        Assert.Equal(SubmissionState.InDoubt, await ledger.SentAsync(held, Stop));
        Assert.NotNull((await other.Submissions.FindAsync("a.xml", Stop))!.ReviewReason);
    }

    [Fact]
    public async Task Another_machines_young_submission_is_not_recorded_as_not_arrived_without_force()
    {
        using SubmissionLedger sender = await OpenAsync(Machine("A"));
        using SubmissionLedger other = await OpenAsync(Machine("B"));
        Reservation young = await DoubtAsync(sender, "young.xml", "young");
        Reservation forced = await DoubtAsync(sender, "forced.xml", "forced");
        Reservation arrived = await DoubtAsync(sender, "arrived.xml", "arrived");
        Reservation own = await DoubtAsync(sender, "own.xml", "own");

        LedgerException refused = await RefusedAsync(
            "SubmissionOfAnotherMachine", () => other.Submissions.ResolveAsync(young.Id, false, "r", "w", false, Stop));
        Assert.Contains("-Force", refused.Message);
        Assert.Equal(SubmissionState.InDoubt, (await other.Submissions.FindAsync("young.xml", Stop))!.State);
        Assert.Equal(SubmissionState.Withdrawn, (await other.Submissions.ResolveAsync(forced.Id, false, "r", "w", true, Stop)).State);
        Assert.Equal(SubmissionState.Sent, (await other.Submissions.ResolveAsync(arrived.Id, true, "r", "w", false, Stop)).State);
        Assert.Equal(SubmissionState.Withdrawn, (await sender.Submissions.ResolveAsync(own.Id, false, "r", "w", false, Stop)).State);

        Clock.Turn(TimeSpan.FromHours(23));
        await RefusedAsync("SubmissionOfAnotherMachine", () => other.Submissions.ResolveAsync(young.Id, false, "r", "w", false, Stop));
        Clock.Turn(TimeSpan.FromHours(2));
        Assert.Equal(SubmissionState.Withdrawn, (await other.Submissions.ResolveAsync(young.Id, false, "r", "w", false, Stop)).State);
    }
}
