using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using SkatFtps.Ledger;
using Xunit;

namespace SkatFtps.Core.Tests.Ledger;

public abstract partial class LedgerContract
{
    private const string Reused = "FILENAME_CANNOT_BE_REUSED_FOR_TRANSACTION";

    [Theory]
    [InlineData("1", SubmissionState.Delivered)]
    [InlineData("1 2", SubmissionState.Accepted)]
    [InlineData("1 2 3", SubmissionState.Answered)]
    [InlineData("3 1 2", SubmissionState.Answered)]
    [InlineData("2 1", SubmissionState.Accepted)]
    [InlineData("0", SubmissionState.Failed)]
    [InlineData("1 0", SubmissionState.Failed)]
    [InlineData("0 1", SubmissionState.Failed)]
    [InlineData("0 1 2 3", SubmissionState.Failed)]
    [InlineData("0 R", SubmissionState.Failed)]
    [InlineData("R 1 0", SubmissionState.Failed)]
    [InlineData("R", SubmissionState.InDoubt)]
    [InlineData("1 R", SubmissionState.InDoubt)]
    [InlineData("R 1 2 3", SubmissionState.InDoubt)]
    [InlineData("1t R", SubmissionState.Delivered)]
    [InlineData("1t 2t 3t R", SubmissionState.Answered)]
    [InlineData("R 1t", SubmissionState.Delivered)]
    [InlineData("R 2t 1t", SubmissionState.Accepted)]
    [InlineData("2t R 3", SubmissionState.Accepted)]
    public async Task Statuses_say_the_same_in_whatever_order_they_are_read(string codes, SubmissionState expected)
    {
        using SubmissionLedger ledger = await OpenAsync();
        await SendAsync(ledger, "a.xml");
        StatusRecorded? last = null;
        foreach (string code in codes.Split(' '))
        {
            last = await ledger.Statuses.RecordAsync(Coded("a.xml", code), Stop);
        }

        Assert.True(last!.IsNew);
        Assert.Equal(expected, last.Submission!.State);
        Assert.Equal(expected, (await ledger.Submissions.FindAsync("a.xml", Stop))!.State);
    }

    [Theory]
    [InlineData("1", SubmissionState.Delivered)]
    [InlineData("3", SubmissionState.Answered)]
    [InlineData("0", SubmissionState.Failed)]
    [InlineData("R", SubmissionState.InDoubt)]
    [InlineData("R 1", SubmissionState.InDoubt)]
    [InlineData("R 1t", SubmissionState.Delivered)]
    [InlineData("1 R", SubmissionState.InDoubt)]
    public async Task A_status_settles_what_is_in_doubt_but_a_reused_name_proves_nothing(string codes, SubmissionState expected)
    {
        using SubmissionLedger ledger = await OpenAsync();
        await DoubtAsync(ledger, "a.xml", "content");
        foreach (string code in codes.Split(' '))
        {
            await ledger.Statuses.RecordAsync(Coded("a.xml", code), Stop);
        }

        Assert.Equal(expected, (await ledger.Submissions.FindAsync("a.xml", Stop))!.State);
    }

    [Fact]
    public async Task A_status_older_than_the_reservation_settles_nothing()
    {
        using SubmissionLedger ledger = await OpenAsync();
        await DoubtAsync(ledger, "a.xml", "content");
        await SendAsync(ledger, "b.xml");

        StatusRecorded recorded = await ledger.Statuses.RecordAsync(Status("a.xml", 1, after: TimeSpan.FromSeconds(-10)), Stop);
        Assert.True(recorded.IsNew);
        Assert.Null(recorded.Submission);
        StatusEntry undated = Status("a.xml", 2);
        undated.Timestamp = null;
        Assert.Null((await ledger.Statuses.RecordAsync(undated, Stop)).Submission);
        Assert.Equal(SubmissionState.InDoubt, (await ledger.Submissions.FindAsync("a.xml", Stop))!.State);

        await ledger.Statuses.RecordAsync(Status("b.xml", 1, after: TimeSpan.FromDays(-1)), Stop);
        Assert.Equal(SubmissionState.Sent, (await ledger.Submissions.FindAsync("b.xml", Stop))!.State);
    }

    [Fact]
    public async Task A_gateway_whose_clock_lags_still_delivers_what_was_sent()
    {
        using SubmissionLedger ledger = await OpenAsync();
        await SendAsync(ledger, "a.xml");
        await ledger.Statuses.RecordAsync(Status("a.xml", 1, after: TimeSpan.FromMinutes(-5)), Stop);
        Assert.Equal(SubmissionState.Delivered, (await ledger.Submissions.FindAsync("a.xml", Stop))!.State);
    }

    [Fact]
    public async Task A_status_read_before_226_is_not_lost()
    {
        using SubmissionLedger ledger = await OpenAsync();
        using SubmissionLedger other = await OpenAsync();
        Reservation held = await ReserveAsync(ledger, "a.xml");
        await ledger.BeginSendingAsync(held, Stop);

        // Older by the gateway's slow clock: it proves nothing yet, and counts once 226 is known.
        await other.Statuses.RecordAsync(Status("a.xml", 1, after: TimeSpan.FromSeconds(-30)), Stop);
        Assert.Equal(SubmissionState.Sending, (await other.Submissions.FindAsync("a.xml", Stop))!.State);
        Assert.Equal(SubmissionState.Delivered, await ledger.SentAsync(held, Stop));

        held = await ReserveAsync(ledger, "b.xml");
        await ledger.BeginSendingAsync(held, Stop);
        await other.Statuses.RecordAsync(Status("b.xml", 2), Stop);
        Assert.Equal(SubmissionState.Accepted, await ledger.InDoubtAsync(held, "the reply was lost", Stop));
    }

    [Fact]
    public async Task A_status_revives_what_was_thought_not_to_have_arrived()
    {
        using SubmissionLedger ledger = await OpenAsync();
        Reservation held = await DoubtAsync(ledger, "a.xml", "content");
        await ledger.Submissions.ResolveAsync(held.Id, arrived: false, "not in their log", "hanne", false, Stop);

        await ledger.Statuses.RecordAsync(Status("a.xml", 1), Stop);
        Assert.Equal(SubmissionState.Delivered, (await ledger.Submissions.FindAsync("a.xml", Stop))!.State);
        await RefusedAsync("ContentAlreadySent", () => ReserveAsync(ledger, "b.xml", "content"));
    }

    [Fact]
    public async Task A_status_matches_by_name_and_service_and_an_unrelated_file_matches_nothing()
    {
        using SubmissionLedger ledger = await OpenAsync();
        await SendAsync(ledger, "a.xml");

        Assert.Null((await ledger.Statuses.RecordAsync(Status("a.xml", 1, service: "Indlaan"), Stop)).Submission);
        StatusEntry unrelated = Status("a.xml", 3);
        unrelated.FileName = null;
        Assert.Null((await ledger.Statuses.RecordAsync(unrelated, Stop)).Submission);
        Assert.Equal(SubmissionState.Sent, (await ledger.Submissions.FindAsync("a.xml", Stop))!.State);

        Assert.NotNull((await ledger.Statuses.RecordAsync(Status("A.XML", 1, service: "udlaan"), Stop)).Submission);
    }

    [Fact]
    public async Task The_same_status_again_changes_nothing_and_other_content_is_kept_beside_it()
    {
        using SubmissionLedger ledger = await OpenAsync();
        await SendAsync(ledger, "a.xml");
        StatusEntry status = Status("a.xml", 3, xml: "<first/>");
        StatusRecorded first = await ledger.Statuses.RecordAsync(status, Stop);
        StatusRecorded again = await ledger.Statuses.RecordAsync(status, Stop);
        Assert.False(again.IsNew);
        Assert.Equal(first.Id, again.Id);
        Assert.Equal(SubmissionState.Answered, again.Submission!.State);

        Assert.True((await ledger.Statuses.RecordAsync(Status("a.xml", 3, xml: "<the second/>"), Stop)).IsNew);
        Assert.Equal(2, (await ReadAsync(ledger, new StatusFilter())).Count);
        Assert.Equal("<the second/>".Length, (await ledger.Statuses.GetHeldAsync([status.StatusFileName], Stop))[status.StatusFileName]);
    }

    [Fact]
    public async Task A_status_comes_back_as_it_was_kept()
    {
        using SubmissionLedger ledger = await OpenAsync();
        var kept = new StatusEntry("status_Udlaan_a.xml_3.xml", Service, "a.xml", 3, Encoding.Latin1.GetBytes("<status>Å</status>"))
        {
            FileName = "a.xml",
            Timestamp = new DateTimeOffset(2020, 12, 10, 14, 30, 17, TimeSpan.FromHours(1)),
            SkatTransactionId = "ci1607607002916_31616756_1",
            ErrorCode = "E",
            ErrorMessage = "Fejl: Æblegrød",
            ErrorResolution = "Prøv igen",
            ResponseNames = ["one.txt", "two.txt"],
        };
        await ledger.Statuses.RecordAsync(kept, Stop);

        LedgerStatus read = Assert.Single(await ReadAsync(ledger, new StatusFilter { TransactionId = "A.xml" }));
        Assert.Equal(
            (kept.StatusFileName, kept.Service, "a.xml", "a.xml", 3),
            (read.StatusFileName, read.Service, read.TransactionId, read.FileName, read.Code));
        Assert.Equal(kept.Timestamp, read.Timestamp);
        Assert.Equal(
            (kept.SkatTransactionId, "E", "Fejl: Æblegrød", "Prøv igen"),
            (read.SkatTransactionId, read.ErrorCode, read.ErrorMessage, read.ErrorResolution));
        Assert.Equal(kept.ResponseNames, read.ResponseNames);
        Assert.Equal(kept.Xml, read.Xml);
    }

    [Fact]
    public async Task Statuses_are_found_by_service_code_and_time_and_held_names_among_many()
    {
        using SubmissionLedger ledger = await OpenAsync();
        for (int i = 0; i < 210; i++)
        {
            await ledger.Statuses.RecordAsync(Status($"{i}.xml", 1), Stop);
        }

        Clock.Turn(TimeSpan.FromHours(1));
        await ledger.Statuses.RecordAsync(Status("last.xml", 0, service: "Indlaan"), Stop);

        Assert.Equal(211, (await ReadAsync(ledger, new StatusFilter())).Count);
        Assert.Single(await ReadAsync(ledger, new StatusFilter { Service = "indlaan" }));
        Assert.Single(await ReadAsync(ledger, new StatusFilter { Code = 0 }));
        Assert.Single(await ReadAsync(ledger, new StatusFilter { Since = DateTimeOffset.UtcNow.AddMinutes(30) }));

        string[] listed = Enumerable.Range(0, 1200).Select(i => $"status_Udlaan_{i}.xml_1.xml").ToArray();
        Assert.Equal(listed.Take(210).Order(), (await ledger.Statuses.GetHeldAsync(listed, Stop)).Keys.Order());
        Assert.Empty(await ledger.Statuses.GetHeldAsync([], Stop));
    }

    [Fact]
    public async Task A_status_is_claimed_for_output_once()
    {
        using SubmissionLedger ledger = await OpenAsync();
        using SubmissionLedger other = await OpenAsync();
        var ids = new List<long>();
        for (int i = 0; i < 3; i++)
        {
            ids.Add((await ledger.Statuses.RecordAsync(Status($"{i}.xml", 1), Stop)).Id);
        }

        Assert.Equal(ids.Take(2), await ledger.Statuses.ClaimAsync([ids[0], ids[1]], Stop));
        Assert.Equal([ids[2]], await other.Statuses.ClaimAsync(ids, Stop));
        Assert.Empty(await ReadAsync(ledger, new StatusFilter { NewOnly = true }));

        StatusRecorded late = await ledger.Statuses.RecordAsync(Status("late.xml", 1), Stop);
        Assert.Equal(late.Id, Assert.Single(await ReadAsync(other, new StatusFilter { NewOnly = true })).Id);
    }

    private static async Task<List<LedgerStatus>> ReadAsync(SubmissionLedger ledger, StatusFilter filter)
    {
        var found = new List<LedgerStatus>();
        await ledger.Statuses.ReadAsync(filter, found.Add, Stop);
        return found;
    }

    // R is the refusal of a reused name; with a t after its digit, a status names a transaction.
    private StatusEntry Coded(string name, string code)
    {
        StatusEntry entry = code == "R"
            ? Status(name, 0, Reused)
            : Status(name, code[0] - '0', code == "0" ? "RECORD_LENGTH_INCORRECT" : null);
        entry.SkatTransactionId = code.EndsWith('t') ? "ci1_" + name : null;
        return entry;
    }
}
