using System;
using System.Threading.Tasks;
using SkatFtps.Ledger;
using Xunit;

namespace SkatFtps.Core.Tests.Ledger;

/// <summary>Large contents, whose hash is known only when they have travelled.</summary>
public abstract partial class LedgerContract
{
    private const long Large = ContentMark.WholeUpTo + 1;

    [Fact]
    public async Task A_large_content_is_held_by_its_key_and_its_hash_is_learnt_when_it_was_sent()
    {
        using SubmissionLedger ledger = await OpenAsync();
        Reservation held = (await TryAsync(ledger, "a.zip", "k1", null))!;
        Assert.Null((await ledger.Submissions.FindAsync("a.zip", Stop))!.Sha256);

        await ledger.BeginSendingAsync(held, Stop);
        await ledger.SentAsync(held, new UploadFacts { Sha256 = "AB01" }, Stop);

        LedgerSubmission sent = (await ledger.Submissions.FindAsync("a.zip", Stop))!;
        Assert.Equal(("ab01", SubmissionState.Sent), (sent.Sha256, sent.State));
    }

    [Fact]
    public async Task A_large_content_that_looks_like_one_that_was_sent_must_be_read_to_its_end_and_then_counts_by_its_hash()
    {
        using SubmissionLedger ledger = await OpenAsync();
        Reservation held = (await TryAsync(ledger, "a.zip", "k2", null))!;
        await ledger.BeginSendingAsync(held, Stop);
        await ledger.SentAsync(held, new UploadFacts { Sha256 = "ab02" }, Stop);

        Assert.Null(await TryAsync(ledger, "b.zip", "k2", null));
        Assert.Null(await ledger.Submissions.FindAsync("b.zip", Stop));
        LedgerException refused = await RefusedAsync("ContentAlreadySent", () => TryAsync(ledger, "b.zip", "k2", "AB02"));
        Assert.Equal("a.zip", refused.Earlier!.FileName);
        Assert.NotNull(await TryAsync(ledger, "b.zip", "k2", "ff02"));
        Assert.NotNull(await TryAsync(ledger, "c.zip", "other", null));
    }

    [Fact]
    public async Task Of_two_that_look_the_same_and_are_not_known_to_the_end_the_first_to_begin_wins()
    {
        using SubmissionLedger ledger = await OpenAsync();
        using SubmissionLedger other = await OpenAsync();
        Reservation first = (await TryAsync(ledger, "a.zip", "k3", null))!;
        Reservation second = (await TryAsync(other, "b.zip", "k3", null))!;

        await other.BeginSendingAsync(second, Stop);
        LedgerException refused = await RefusedAsync("ContentAlreadySent", () => ledger.BeginSendingAsync(first, Stop));

        Assert.Contains("the length, the beginning and the end of 'b.zip'", refused.Message, StringComparison.Ordinal);
        Assert.Equal(SubmissionState.Withdrawn, (await ledger.Submissions.FindAsync("a.zip", Stop))?.State ?? SubmissionState.Withdrawn);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("ff04")]
    public async Task What_looks_like_one_in_doubt_is_refused_though_it_may_differ(string? sha256)
    {
        using SubmissionLedger ledger = await OpenAsync();
        Reservation held = (await TryAsync(ledger, "a.zip", "k4", null))!;
        await ledger.BeginSendingAsync(held, Stop);
        await ledger.InDoubtAsync(held, "the line went dead", Stop);

        LedgerException refused = await RefusedAsync(
            "ContentAlreadySent", () => TryAsync(ledger, "b.zip", "k4", sha256, allowDuplicate: true));

        Assert.Contains("is in doubt", refused.Message, StringComparison.Ordinal);
    }

    private static Task<Reservation?> TryAsync(
        SubmissionLedger ledger, string name, string key, string? sha256, bool allowDuplicate = false) =>
        ledger.TryReserveAsync(Service, name, ContentMark.OfLarge(Large, key, sha256), allowDuplicate, false, Stop);
}
