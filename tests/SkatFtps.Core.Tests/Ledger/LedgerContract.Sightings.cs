using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using SkatFtps.Ledger;
using Xunit;

namespace SkatFtps.Core.Tests.Ledger;

public abstract partial class LedgerContract
{
    private static readonly DateTime Written = new(2026, 11, 25, 14, 30, 0);
    private static readonly ListedFile ByMinute = new(ListedForm.List, 10, Written);

    [Fact]
    public async Task A_name_is_known_by_its_contents_and_by_what_was_told_of_the_one_that_lies_there()
    {
        using SubmissionLedger ledger = await OpenAsync();
        await ReceiveAsync(ledger, "r.txt", "one", ByMinute, asked: new ListedFile(ListedForm.Asked, 10, Written.AddSeconds(17)));

        KnownName known = await KnownAsync(ledger, "r.txt");
        KnownContent content = Assert.Single(known.Contents);
        Assert.Equal((Content("one"), 10L, "/svar/r.txt", true), (content.Sha256, content.Length, content.LocalPath, content.IsHandedOut));
        Assert.Equal([ByMinute, new ListedFile(ListedForm.Asked, 10, Written.AddSeconds(17))], known.Sightings.Select(one => one.Listed));
        Assert.All(
            known.Sightings,
            one => Assert.Equal((Content("one"), 10L, false, false), (one.Sha256, one.Length, one.IsContested, one.IsOdd)));
        Assert.Null((await ledger.Sightings.FindResponsesAsync(["s.txt"], Stop)).Find("s.txt"));
        Assert.Null((await ledger.Sightings.FindStatusesAsync(["r.txt"], Stop)).Find("r.txt"));
    }

    [Fact]
    public async Task What_was_not_told_is_kept_as_that()
    {
        using SubmissionLedger ledger = await OpenAsync();
        var nothing = new ListedFile(ListedForm.None, null, null);
        var noTime = new ListedFile(ListedForm.None, 10, null);
        await ReceiveAsync(ledger, "r.txt", "one", nothing);
        await ReceiveAsync(ledger, "r.txt", "one", noTime);
        await ReceiveAsync(ledger, "r.txt", "one", noTime);

        Assert.Equal([nothing, noTime], (await KnownAsync(ledger, "r.txt")).Sightings.Select(one => one.Listed));
    }

    [Fact]
    public async Task What_was_shown_first_stays_the_first_and_the_last_fetch_counts()
    {
        using SubmissionLedger ledger = await OpenAsync();
        await ReceiveAsync(ledger, "r.txt", "one", ByMinute, sinceShown: 5, sinceBegun: 3);
        Sighting first = Assert.Single((await KnownAsync(ledger, "r.txt")).Sightings);
        Assert.Equal(TimeSpan.FromSeconds(2), first.FetchedAt - first.FirstShownAt);

        Clock.Turn(TimeSpan.FromMinutes(3));
        await ReceiveAsync(ledger, "r.txt", "one", ByMinute, sinceShown: 1, sinceBegun: 1);
        Sighting again = Assert.Single((await KnownAsync(ledger, "r.txt")).Sightings);
        Assert.Equal(first.FirstShownAt, again.FirstShownAt);
        Assert.InRange(again.FetchedAt - again.FirstShownAt, TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(4));
    }

    [Fact]
    public async Task A_fetch_never_counts_as_later_than_it_was_and_a_listing_never_as_later_than_the_fetch()
    {
        using SubmissionLedger ledger = await OpenAsync();
        await ReceiveAsync(ledger, "r.txt", "one", ByMinute, sinceShown: 1, sinceBegun: 100);

        Sighting sighting = Assert.Single((await KnownAsync(ledger, "r.txt")).Sightings);
        Assert.Equal(sighting.FetchedAt, sighting.FirstShownAt);
        Assert.True(DateTimeOffset.UtcNow - sighting.FetchedAt > TimeSpan.FromSeconds(90));
    }

    [Fact]
    public async Task Another_content_takes_the_place_of_the_first_which_was_shown_when_it_was()
    {
        using SubmissionLedger ledger = await OpenAsync();
        await ReceiveAsync(ledger, "r.txt", "one", ByMinute);
        DateTimeOffset shown = (await KnownAsync(ledger, "r.txt")).Sightings[0].FirstShownAt;
        Clock.Turn(TimeSpan.FromMinutes(5));
        await ReceiveAsync(ledger, "r.txt", "two", ByMinute);

        KnownName known = await KnownAsync(ledger, "r.txt");
        Assert.Equal([Content("one"), Content("two")], known.Contents.Select(one => one.Sha256));
        Sighting there = Assert.Single(known.Sightings);
        Assert.Equal((Content("two"), shown, true), (there.Sha256, there.FirstShownAt, there.IsContested));

        // The first one again: a backend may put it back.
        await ReceiveAsync(ledger, "r.txt", "one", ByMinute);
        Assert.Equal(Content("one"), Assert.Single((await KnownAsync(ledger, "r.txt")).Sightings).Sha256);
    }

    [Fact]
    public async Task What_was_removed_is_known_by_its_content_alone_until_it_is_fetched_again()
    {
        using SubmissionLedger ledger = await OpenAsync();
        await ReceiveAsync(ledger, "r.txt", "one", ByMinute);
        await ledger.Responses.RecordRemovedAsync("r.txt", Stop);
        KnownName known = await KnownAsync(ledger, "r.txt");
        Assert.Empty(known.Sightings);
        Assert.Single(known.Contents);

        await ledger.Responses.RecordAgainAsync("r.txt", Content("one"), 10, Fetched(ByMinute, null, 0, 0), Stop);
        Assert.Single((await KnownAsync(ledger, "r.txt")).Sightings);
        Assert.Null(Assert.Single(await ledger.Responses.FindAsync("r.txt", Stop)).RemovedAt);
        Assert.Equal("/svar/r.txt", Assert.Single(await ledger.Responses.FindAsync("r.txt", Stop)).LocalPath);
    }

    [Fact]
    public async Task What_is_forgotten_before_DELE_is_remembered_when_that_was_refused_and_nothing_else()
    {
        using SubmissionLedger ledger = await OpenAsync();

        // Many, for some are forgotten within the millisecond in which another content took the name.
        foreach (string name in Enumerable.Range(0, 30).Select(i => $"{i}.txt"))
        {
            await ReceiveAsync(ledger, name, "one", ByMinute);
            await ReceiveAsync(ledger, name, "two", new ListedFile(ListedForm.List, 10, Written.AddMinutes(1)));
            long forgotten = await ledger.Sightings.ForgetAsync(name, Stop);
            Assert.Empty((await KnownAsync(ledger, name)).Sightings);

            await ledger.Sightings.RememberAsync(name, forgotten, Stop);
            Assert.Equal(Content("two"), Assert.Single((await KnownAsync(ledger, name)).Sightings).Sha256);
        }
    }

    [Fact]
    public async Task In_another_zone_it_keeps_when_it_was_shown_and_fetched()
    {
        using SubmissionLedger ledger = await OpenAsync();
        await ReceiveAsync(ledger, "r.txt", "one", ByMinute, sinceShown: 600, sinceBegun: 60);
        await ReceiveAsync(ledger, "s.txt", "two", new ListedFile(ListedForm.List, 10, Written.AddMinutes(7)));
        ListedFile later = ByMinute.ShiftedBy(TimeSpan.FromHours(1));
        await ledger.Sightings.ShiftAsync([("r.txt", later), ("s.txt", later), ("none.txt", later)], TimeSpan.FromHours(1), Stop);

        IReadOnlyList<Sighting> both = (await KnownAsync(ledger, "r.txt")).Sightings;
        Assert.Equal([ByMinute, later], both.Select(one => one.Listed));
        Assert.Equal((both[0].FirstShownAt, both[0].FetchedAt, both[0].Sha256), (both[1].FirstShownAt, both[1].FetchedAt, both[1].Sha256));

        // Told by another time than one that lies an hour before the one it is known by.
        Assert.Single((await KnownAsync(ledger, "s.txt")).Sightings);
        await ledger.Sightings.ShiftAsync([("r.txt", later)], TimeSpan.FromHours(1), Stop);
        Assert.Equal(2, (await KnownAsync(ledger, "r.txt")).Sightings.Count);
    }

    [Fact]
    public async Task A_status_is_handed_out_once_somebody_had_it()
    {
        using SubmissionLedger ledger = await OpenAsync();
        StatusEntry status = Status("a.xml", 3);
        StatusRecorded recorded = await ledger.Statuses.RecordAsync(
            status, Fetched(new ListedFile(ListedForm.List, status.Xml.Length, Written), null, 0, 0), Stop);
        Assert.False(recorded.IsAnother);
        Assert.False(Assert.Single((await KnownStatusAsync(ledger, status)).Contents).IsHandedOut);

        await ledger.Statuses.ClaimAsync([recorded.Id], Stop);
        Assert.True(Assert.Single((await KnownStatusAsync(ledger, status)).Contents).IsHandedOut);

        Assert.True((await ledger.Statuses.RecordAsync(Status("a.xml", 3, xml: "<other/>"), Stop)).IsAnother);
        Assert.Equal([true, false], (await KnownStatusAsync(ledger, status)).Contents.Select(one => one.IsHandedOut));
    }

    [Fact]
    public async Task Names_of_a_long_listing_are_asked_for_in_parts()
    {
        using SubmissionLedger ledger = await OpenAsync();
        string[] names = Enumerable.Range(0, 1100).Select(i => $"r-{i}.txt").ToArray();
        await ReceiveAsync(ledger, names[0], "one", ByMinute);
        await ReceiveAsync(ledger, names[1099], "two", ByMinute);

        KnownNames known = await ledger.Sightings.FindResponsesAsync(names, Stop);
        Assert.Equal([names[0], names[1099]], names.Where(name => known.Find(name) is not null));
        Assert.InRange(known.Now - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(1));
        Assert.NotEqual(default, (await ledger.Sightings.FindResponsesAsync([], Stop)).Now);
    }

    private static Task ReceiveAsync(
        SubmissionLedger ledger,
        string name,
        string content,
        ListedFile listed,
        double sinceShown = 0,
        double sinceBegun = 0,
        ListedFile? asked = null) =>
        ledger.Responses.RecordAsync(
            name, null, 10, "/svar/" + name, Content(content), Fetched(listed, asked, sinceShown, sinceBegun), Stop);

    private static FetchedFile Fetched(ListedFile listed, ListedFile? asked, double sinceShown, double sinceBegun) =>
        new(listed, asked, () => TimeSpan.FromSeconds(sinceShown), () => TimeSpan.FromSeconds(sinceBegun));

    private static async Task<KnownName> KnownAsync(SubmissionLedger ledger, string name) =>
        (await ledger.Sightings.FindResponsesAsync([name], Stop)).Find(name)!;

    private static async Task<KnownName> KnownStatusAsync(SubmissionLedger ledger, StatusEntry status) =>
        (await ledger.Sightings.FindStatusesAsync([status.StatusFileName], Stop)).Find(status.StatusFileName)!;
}
