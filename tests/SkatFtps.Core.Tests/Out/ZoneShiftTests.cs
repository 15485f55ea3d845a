using System;
using System.Linq;
using SkatFtps.Ledger;
using SkatFtps.Out;
using Xunit;

namespace SkatFtps.Core.Tests.Out;

/// <summary>When all times move, it is the zone; when one does, it is a file.</summary>
public sealed class ZoneShiftTests
{
    private static readonly DateTime Written = new(2026, 10, 25, 1, 30, 0);
    private static readonly DateTimeOffset Fetched = new(2026, 10, 25, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(60)]
    [InlineData(-60)]
    [InlineData(15)]
    [InlineData(-330)]
    public void All_by_one_multiple_of_15_minutes_is_the_zone(int minutes)
    {
        var zone = new ZoneShift();
        Add(zone, 0, minutes);
        Add(zone, 1, minutes, 7);

        (TimeSpan shift, var rows) = Assert.Single(zone.Find());
        Assert.Equal((TimeSpan.FromMinutes(minutes), 2), (shift, rows.Count));
    }

    [Theory]
    [InlineData(61, 61)]
    [InlineData(60, 75)]
    [InlineData(60, 0)]
    [InlineData(0, 0)]
    [InlineData(1620, 1620)]
    public void Anything_else_is_not(int first, int second)
    {
        var zone = new ZoneShift();
        Add(zone, 0, first);
        Add(zone, 1, second);

        Assert.Empty(zone.Find());
    }

    [Fact]
    public void What_was_fetched_since_the_change_is_shown_as_it_was_and_leaves_the_others_to_it()
    {
        var zone = new ZoneShift();
        Add(zone, 0, 60);
        Add(zone, 1, 0, fetched: Fetched.AddHours(5));
        Add(zone, 2, 60);

        Assert.Equal([0, 2], Assert.Single(zone.Find()).Rows);

        Add(zone, 3, 0, fetched: Fetched.AddHours(-5));
        Assert.Empty(zone.Find());
    }

    [Fact]
    public void Each_form_has_a_clock_of_its_own()
    {
        var zone = new ZoneShift();
        Add(zone, 0, 60);
        Add(zone, 1, 0, form: ListedForm.Facts);

        Assert.Equal([0], Assert.Single(zone.Find()).Rows);
    }

    [Fact]
    public void A_file_that_was_shown_in_both_zones_is_known_in_both()
    {
        var zone = new ZoneShift();
        var known = new KnownName();
        var now = new ListedFile(ListedForm.List, 100, Written);
        known.Add(new Sighting(now, "aa", 100, Fetched, Fetched, false));
        known.Add(new Sighting(now.ShiftedBy(TimeSpan.FromHours(1)), "aa", 100, Fetched, Fetched, false));
        zone.Add(0, now, known);

        Assert.Empty(zone.Find());
    }

    private static void Add(
        ZoneShift zone, int row, int minutes, int writtenLater = 0, ListedForm form = ListedForm.List, DateTimeOffset? fetched = null)
    {
        var known = new KnownName();
        var before = new ListedFile(form, 100, Written.AddMinutes(writtenLater));
        known.Add(new Sighting(before, "aa", 100, fetched ?? Fetched, fetched ?? Fetched, false));
        zone.Add(row, before.ShiftedBy(TimeSpan.FromMinutes(minutes)), known);
    }
}
