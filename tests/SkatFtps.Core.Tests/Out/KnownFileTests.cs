using System;
using System.Linq;
using SkatFtps.Ledger;
using SkatFtps.Out;
using Xunit;

namespace SkatFtps.Core.Tests.Out;

/// <summary>Whether a file that is listed is the one that was fetched.</summary>
public sealed class KnownFileTests
{
    private const string Hash = "aa";

    private static readonly DateTime Written = new(2026, 11, 25, 14, 30, 0);
    private static readonly DateTimeOffset Shown = new(2026, 11, 25, 13, 31, 0, TimeSpan.Zero);
    private static readonly ListedFile ByMinute = new(ListedForm.List, 100, Written);
    private static readonly ListedFile BySecond = new(ListedForm.Facts, 100, Written.AddSeconds(17));
    private static readonly ListedFile ByDay = new(ListedForm.List, 100, Written.Date);
    private static readonly ListedFile ByName = new(ListedForm.None, null, null);

    [Fact]
    public void A_name_that_was_never_fetched_is_new() => Assert.Equal(Knowledge.New, KnownFile.Judge(ByMinute, null, Shown, false));

    [Fact]
    public void A_size_that_was_never_fetched_is_new() =>
        Assert.Equal(
            Knowledge.New,
            KnownFile.Judge(new ListedFile(ListedForm.List, 101, Written), Fetched(ByMinute, TimeSpan.FromDays(1)), Shown, false));

    [Theory]
    [InlineData(0, false)]
    [InlineData(119, false)]
    [InlineData(120, true)]
    [InlineData(86400, true)]
    public void A_time_to_the_minute_proves_a_fetch_that_began_two_minutes_after_it_was_first_shown(int seconds, bool proves) =>
        Assert.Equal(proves ? Knowledge.Proved : Knowledge.Known, Judge(ByMinute, Fetched(ByMinute, TimeSpan.FromSeconds(seconds))));

    [Theory]
    [InlineData(0, false)]
    [InlineData(3600, false)]
    [InlineData((2 * 86400) - 1, false)]
    [InlineData(2 * 86400, true)]
    public void A_row_that_shows_midnight_may_show_the_day_alone(int seconds, bool proves) =>
        Assert.Equal(proves ? Knowledge.Proved : Knowledge.Known, Judge(ByDay, Fetched(ByDay, TimeSpan.FromSeconds(seconds))));

    [Fact]
    public void A_time_to_the_second_proves_at_once() => Assert.Equal(Knowledge.Proved, Judge(BySecond, Fetched(BySecond, TimeSpan.Zero)));

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Two_contents_within_one_second_need_two_of_them(int seconds, bool proves) =>
        Assert.Equal(
            proves ? Knowledge.Proved : Knowledge.Known,
            Judge(BySecond, Fetched(BySecond, TimeSpan.FromSeconds(seconds), isContested: true)));

    [Fact]
    public void Names_alone_make_a_file_known_once_it_was_compared_and_never_prove_it()
    {
        Assert.Equal(Knowledge.Unsure, Judge(ByName, Fetched(ByMinute, TimeSpan.FromDays(9))));
        Assert.Equal(Knowledge.Known, Judge(ByName, Fetched(ByName, TimeSpan.FromDays(9))));
    }

    [Fact]
    public void Another_time_another_form_and_what_was_fetched_before_times_were_kept_are_to_be_compared()
    {
        KnownName known = Fetched(ByMinute, TimeSpan.FromDays(1));
        Assert.Equal(Knowledge.Unsure, Judge(new ListedFile(ListedForm.List, 100, Written.AddMinutes(1)), known));
        Assert.Equal(Knowledge.Unsure, Judge(new ListedFile(ListedForm.List, 100, null), known));
        Assert.Equal(Knowledge.Unsure, Judge(new ListedFile(ListedForm.Facts, 100, Written), known));

        var old = new KnownName();
        old.Add(new KnownContent(Hash, 100, Shown, null, true));
        Assert.Equal(Knowledge.Unsure, Judge(ByMinute, old));
    }

    [Fact]
    public void Where_another_answer_may_come_a_fetch_that_was_too_soon_is_repeated_once_when_that_minute_is_over()
    {
        KnownName known = Fetched(ByMinute, TimeSpan.FromSeconds(5));
        Assert.Equal(Knowledge.Known, KnownFile.Judge(ByMinute, known, Shown.AddSeconds(119), mayAnswerAgain: true));
        Assert.Equal(Knowledge.Unsure, KnownFile.Judge(ByMinute, known, Shown.AddSeconds(120), mayAnswerAgain: true));
        Assert.Equal(Knowledge.Known, KnownFile.Judge(ByMinute, known, Shown.AddDays(1), mayAnswerAgain: false));
        Assert.Equal(
            Knowledge.Proved,
            KnownFile.Judge(ByMinute, Fetched(ByMinute, TimeSpan.FromSeconds(125)), Shown.AddDays(1), mayAnswerAgain: true));
        Assert.Equal(Knowledge.Proved, KnownFile.Judge(BySecond, Fetched(BySecond, TimeSpan.Zero), Shown.AddDays(1), mayAnswerAgain: true));
        Assert.Equal(Knowledge.Known, KnownFile.Judge(ByName, Fetched(ByName, TimeSpan.Zero), Shown.AddDays(1), mayAnswerAgain: true));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(119, false)]
    [InlineData(120, true)]
    public void A_download_of_another_length_than_listed_is_whole_when_two_listings_two_minutes_apart_show_the_same(
        int seconds, bool isWhole)
    {
        KnownName known = Fetched(BySecond, TimeSpan.FromSeconds(1), length: 60);
        Assert.Equal(isWhole, KnownFile.IsSettled(BySecond, known, Hash, 60, Shown.AddSeconds(seconds)));
        Assert.Equal(isWhole ? Knowledge.Proved : Knowledge.Known, KnownFile.Judge(BySecond, known, Shown.AddSeconds(seconds), false));
    }

    [Fact]
    public void What_came_in_another_length_once_must_be_shown_alike_twice_even_where_the_length_fits_by_now()
    {
        KnownName known = Fetched(ByMinute, TimeSpan.FromSeconds(1), length: 60);
        var fits = new ListedFile(ListedForm.List, 60, Written.AddMinutes(1));
        Assert.Equal(Knowledge.Unsure, Judge(fits, known));
        Assert.False(KnownFile.IsSettled(fits, known, Hash, 60, Shown.AddDays(1)));

        known.Add(new Sighting(fits, Hash, 60, Shown.AddMinutes(5), Shown.AddMinutes(5), false));
        Assert.False(KnownFile.IsSettled(fits, known, Hash, 60, Shown.AddMinutes(6)));
        Assert.True(KnownFile.IsSettled(fits, known, Hash, 60, Shown.AddMinutes(7)));
    }

    [Fact]
    public void A_content_of_the_listed_length_is_whole_at_once()
    {
        Assert.True(KnownFile.IsSettled(ByMinute, null, Hash, 100, Shown));
        Assert.True(KnownFile.IsSettled(ByName, null, Hash, 100, Shown));
        Assert.False(KnownFile.IsSettled(ByMinute, null, Hash, 99, Shown));

        // Another content came in another length; this one did not.
        Assert.True(KnownFile.IsSettled(ByMinute, Fetched(ByMinute, TimeSpan.Zero, length: 60), "bb", 100, Shown));
    }

    private static Knowledge Judge(ListedFile listed, KnownName known) => KnownFile.Judge(listed, known, Shown.AddDays(9), false);

    private static KnownName Fetched(ListedFile listed, TimeSpan after, long length = 100, bool isContested = false)
    {
        var known = new KnownName();
        known.Add(new KnownContent(Hash, length, Shown, null, true));
        known.Add(new Sighting(listed, Hash, length, Shown, Shown + after, isContested));
        return known;
    }
}
