using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using SkatFtps.Ledger;
using Xunit;

namespace SkatFtps.Core.Tests.Ledger;

/// <summary>A doubt is not forgotten: what a person must look at stays so until a person has.</summary>
public abstract partial class LedgerContract
{
    [Fact]
    public async Task What_was_in_doubt_needs_review_through_all_later_states_until_a_person_takes_it_off_with_a_reason()
    {
        using SubmissionLedger ledger = await OpenAsync();
        Reservation held = await DoubtAsync(ledger, "a.xml", "content");
        Assert.Equal("the reply was lost", (await ledger.Submissions.FindAsync("a.xml", Stop))!.ReviewReason);

        foreach (SubmissionState state in new[] { SubmissionState.Delivered, SubmissionState.Accepted, SubmissionState.Answered })
        {
            await ledger.Statuses.RecordAsync(Status("a.xml", state - SubmissionState.Delivered + 1), Stop);
            LedgerSubmission row = (await ledger.Submissions.FindAsync("a.xml", Stop))!;
            Assert.Equal((state, "the reply was lost"), (row.State, row.ReviewReason));
        }

        await SendAsync(ledger, "b.xml");
        Assert.Equal("a.xml", Assert.Single(await FindAsync(ledger, new SubmissionFilter { NeedsReview = true })).FileName);

        LedgerSubmission reviewed = await ledger.Submissions.ResolveAsync(
            held.Id, arrived: true, "their log has all of it", "hanne", false, Stop);
        Assert.Equal((SubmissionState.Answered, null), (reviewed.State, reviewed.ReviewReason));
        Assert.Empty(await FindAsync(ledger, new SubmissionFilter { NeedsReview = true }));
        SubmissionChange last = (await ledger.Submissions.GetHistoryAsync(held.Id, Stop))[^1];
        Assert.Equal(
            (SubmissionState.Answered, SubmissionState.Answered, "hanne: their log has all of it"), (last.From, last.To, last.Reason));
        await RefusedAsync("SubmissionNotInDoubt", () => ledger.Submissions.ResolveAsync(held.Id, true, "again", "hanne", false, Stop));
    }

    [Fact]
    public async Task On_a_row_that_is_not_in_doubt_NotArrived_takes_the_review_off_and_never_frees_the_name()
    {
        using SubmissionLedger ledger = await OpenAsync();
        Reservation held = await DoubtAsync(ledger, "a.xml", "content");
        await ledger.Statuses.RecordAsync(Status("a.xml", 1), Stop);

        LedgerSubmission reviewed = await ledger.Submissions.ResolveAsync(held.Id, arrived: false, "mistaken", "hanne", false, Stop);

        Assert.Equal((SubmissionState.Delivered, null), (reviewed.State, reviewed.ReviewReason));
        await RefusedAsync("FileNameAlreadySent", () => ReserveAsync(ledger, "a.xml", "other"));
        await RefusedAsync("ContentAlreadySent", () => ReserveAsync(ledger, "b.xml", "content"));
    }

    [Theory]
    [InlineData(true, SubmissionState.Sent)]
    [InlineData(false, SubmissionState.Withdrawn)]
    public async Task What_is_in_doubt_is_reviewed_by_resolving_it(bool arrived, SubmissionState state)
    {
        using SubmissionLedger ledger = await OpenAsync();
        Reservation held = await DoubtAsync(ledger, "a.xml", "content");

        LedgerSubmission resolved = await ledger.Submissions.ResolveAsync(held.Id, arrived, "told", "hanne", false, Stop);

        Assert.Equal((state, null), (resolved.State, resolved.ReviewReason));
    }

    [Fact]
    public async Task Where_all_bytes_went_the_doubt_needs_no_review()
    {
        using SubmissionLedger ledger = await OpenAsync();
        Reservation held = await ReserveAsync(ledger, "a.xml");
        await ledger.BeginSendingAsync(held, Stop);
        await ledger.InDoubtAsync(held, "226 did not come", new UploadFacts { WireLength = 3, WireSha256 = "AB" }, Stop);

        LedgerSubmission row = (await ledger.Submissions.FindAsync("a.xml", Stop))!;
        Assert.Equal((SubmissionState.InDoubt, null), (row.State, row.ReviewReason));
    }

    [Fact]
    public async Task What_a_process_left_when_it_died_needs_review_unless_it_speaks_after_all()
    {
        using SubmissionLedger sender = await OpenAsync(Machine("A"));
        using SubmissionLedger other = await OpenAsync(Machine("B"));
        Reservation sent = await ReserveAsync(sender, "sent.xml");
        await sender.BeginSendingAsync(sent, Stop);
        Reservation delivered = await ReserveAsync(sender, "delivered.xml");
        await sender.BeginSendingAsync(delivered, Stop);
        Reservation never = await ReserveAsync(sender, "never.xml");
        await sender.BeginSendingAsync(never, Stop);

        Clock.Turn(TimeSpan.FromMinutes(3));
        List<LedgerSubmission> left = await FindAsync(other, new SubmissionFilter { NeedsReview = true });
        Assert.Equal(["sent.xml", "delivered.xml", "never.xml"], left.Select(row => row.FileName));
        Assert.All(left, row => Assert.Contains("how much of the file went is not known", row.ReviewReason));
        await other.Statuses.RecordAsync(Status("delivered.xml", 1), Stop);

        Assert.Equal(SubmissionState.Sent, await sender.SentAsync(sent, Stop));
        Assert.Equal(SubmissionState.Delivered, await sender.SentAsync(delivered, Stop));
        Assert.Equal("never.xml", Assert.Single(await FindAsync(other, new SubmissionFilter { NeedsReview = true })).FileName);
    }

    [Fact]
    public async Task A_doubt_that_a_status_outran_needs_review_all_the_same()
    {
        using SubmissionLedger ledger = await OpenAsync();
        using SubmissionLedger other = await OpenAsync();
        Reservation held = await ReserveAsync(ledger, "a.xml");
        await ledger.BeginSendingAsync(held, Stop);
        await other.Statuses.RecordAsync(Status("a.xml", 2), Stop);

        Assert.Equal(SubmissionState.Accepted, await ledger.InDoubtAsync(held, "cut after half", Stop));

        Assert.Equal("cut after half", (await ledger.Submissions.FindAsync("a.xml", Stop))!.ReviewReason);
        Assert.Equal("needs review: cut after half", (await ledger.Submissions.GetHistoryAsync(held.Id, Stop))[^1].Reason);
    }

    [Fact]
    public async Task Reasons_to_review_add_up_and_each_stands_once()
    {
        using SubmissionLedger ledger = await OpenAsync();
        Reservation sent = await SendAsync(ledger, "a.xml");

        await ledger.Submissions.FlagAsync(sent.Id, "451 came after 226", Stop);
        await ledger.Submissions.FlagAsync(sent.Id, "451 came after 226", Stop);
        LedgerSubmission row = await ledger.Submissions.FlagAsync(sent.Id, "and then 552", Stop);

        Assert.Equal((SubmissionState.Sent, "451 came after 226; and then 552"), (row.State, row.ReviewReason));
        Assert.Equal(
            2,
            (await ledger.Submissions.GetHistoryAsync(sent.Id, Stop)).Count(
                change => change.Reason?.StartsWith("needs review: ", StringComparison.Ordinal) == true));
        await RefusedAsync("SubmissionNotFound", () => ledger.Submissions.FlagAsync(sent.Id + 1_000_000, "x", Stop));
    }

    [Fact]
    public async Task Of_the_file_and_of_what_went_length_and_hash_are_kept_apart()
    {
        using SubmissionLedger ledger = await OpenAsync();
        Reservation text = await ReserveAsync(ledger, "a.txt");
        await ledger.BeginSendingAsync(text, Stop);
        await ledger.SentAsync(text, new UploadFacts { WireLength = 4, WireSha256 = "CD" }, Stop);
        LedgerSubmission row = (await ledger.Submissions.FindAsync("a.txt", Stop))!;
        Assert.Equal((3L, Content("a.txt"), 4L, "cd"), (row.Length, row.Sha256, row.WireLength, row.WireSha256));

        Reservation large = (await TryAsync(ledger, "b.zip", "k7", null))!;
        await ledger.BeginSendingAsync(large, Stop);
        await ledger.InDoubtAsync(
            large, "cut", new UploadFacts { WireLength = 10, WireSha256 = "EF", ReviewReason = "10 bytes went" }, Stop);
        Assert.Null((await ledger.Submissions.FindAsync("b.zip", Stop))!.Sha256);
        await ledger.RecordHashAsync(large, "FF07", Stop);
        row = (await ledger.Submissions.FindAsync("b.zip", Stop))!;
        Assert.Equal((Large, "ff07", 10L, "ef"), (row.Length, row.Sha256, row.WireLength, row.WireSha256));

        // Known to the end, another content with the same ends is told apart from it.
        Assert.NotNull(await TryAsync(ledger, "c.zip", "k7", "ff08"));
        await RefusedAsync("ContentAlreadySent", () => TryAsync(ledger, "d.zip", "k7", "ff07"));
    }

    [Fact]
    public async Task What_needs_review_is_exported_and_not_cleared()
    {
        using SubmissionLedger ledger = await OpenAsync();
        DateTimeOffset from = DateTimeOffset.UtcNow.AddMinutes(-1);
        await DoubtAsync(ledger, "a.xml", "content");
        await ledger.Statuses.RecordAsync(Status("a.xml", 3), Stop);
        var output = new StringWriter();
        await ledger.Archive.ExportAsync(from, DateTimeOffset.UtcNow.AddMinutes(1), output, Stop);
        Assert.Contains("\"reviewReason\":\"the reply was lost\"", output.ToString(), StringComparison.Ordinal);

        Clock.Turn(TimeSpan.FromHours(1));
        Assert.Equal(0, (await ledger.Archive.ClearAsync(DateTimeOffset.UtcNow.AddMinutes(30), Stop)).Statuses);
        await ledger.Submissions.ResolveAsync((await ledger.Submissions.FindAsync("a.xml", Stop))!.Id, true, "seen", "hanne", false, Stop);
        Assert.Equal(1, (await ledger.Archive.ClearAsync(DateTimeOffset.UtcNow.AddMinutes(30), Stop)).Statuses);
    }

    [Fact]
    public async Task The_history_of_those_that_match_comes_change_by_change()
    {
        using SubmissionLedger ledger = await OpenAsync();
        await DoubtAsync(ledger, "a.xml", "a");
        await SendAsync(ledger, "b.xml");
        List<string> seen = [];

        await ledger.Submissions.ReadHistoryAsync(
            new SubmissionFilter { NeedsReview = true },
            _ => true,
            (row, change) => seen.Add($"{row.FileName} {change.From} {change.To}"),
            Stop);
        await ledger.Submissions.ReadHistoryAsync(
            new SubmissionFilter(),
            row => row.FileName == "b.xml",
            (row, change) => seen.Add($"{row.FileName} {change.From} {change.To}"),
            Stop);

        Assert.Equal(
            [
                "a.xml  Reserved",
                "a.xml Reserved Sending",
                "a.xml Sending InDoubt",
                "b.xml  Reserved",
                "b.xml Reserved Sending",
                "b.xml Sending Sent"],
            seen);
    }
}
