using System;
using System.Globalization;
using SkatFtps.Status;
using Xunit;

namespace SkatFtps.Core.Tests.Status;

public sealed class StatusTimestampTests
{
    [Theory]
    [InlineData("20201210143017", "2020-12-10T14:30:17+01:00")]
    [InlineData("20240701120000", "2024-07-01T12:00:00+02:00")]
    [InlineData(" 20240701120000\n", "2024-07-01T12:00:00+02:00")]
    [InlineData("1607615347963", "2020-12-10T16:49:07.963+01:00")]
    [InlineData("1719828000000", "2024-07-01T12:00:00+02:00")]
    public void Both_forms_become_Danish_time(string text, string expected)
    {
        Assert.True(StatusTimestamp.TryParse(text, out DateTimeOffset timestamp));
        DateTimeOffset wanted = DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture);
        Assert.True(wanted.EqualsExact(timestamp), timestamp.ToString("o"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("20201310143017")]
    [InlineData("20200230143017")]
    [InlineData("00011210143017")]
    [InlineData("0607615347963")]
    [InlineData("160761534796")]
    [InlineData("160761534796300")]
    [InlineData("2020-12-10T14:30")]
    [InlineData("-160761534796")]
    [InlineData("+160761534796")]
    public void Anything_else_is_refused(string? text) => Assert.False(StatusTimestamp.TryParse(text, out _));

    [Theory]
    [InlineData("20241027015959", "2024-10-27T01:59:59+02:00")]
    [InlineData("20241027020000", "2024-10-27T02:00:00+01:00")]
    [InlineData("20241027025959", "2024-10-27T02:59:59+01:00")]
    [InlineData("20241027030000", "2024-10-27T03:00:00+01:00")]
    public void The_hour_that_October_has_twice_is_its_standard_time_pass(string text, string expected) =>
        Both_forms_become_Danish_time(text, expected);

    [Theory]
    [InlineData("20240331015959", "2024-03-31T01:59:59+01:00")]
    [InlineData("20240331020000", "2024-03-31T03:00:00+02:00")]
    [InlineData("20240331023000", "2024-03-31T03:30:00+02:00")]
    [InlineData("20240331030000", "2024-03-31T03:00:00+02:00")]
    public void The_hour_that_March_skips_is_moved_into_summer_time(string text, string expected) =>
        Both_forms_become_Danish_time(text, expected);

    [Fact]
    public void Every_half_hour_from_1996_to_2037_has_the_offset_of_the_time_zone_database()
    {
        TimeZoneInfo copenhagen = TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen");
        DateTime end = new(2037, 12, 31, 0, 0, 0, DateTimeKind.Utc);
        for (DateTime utc = new(1996, 1, 1, 0, 0, 0, DateTimeKind.Utc); utc < end; utc = utc.AddMinutes(30))
        {
            DateTimeOffset expected = TimeZoneInfo.ConvertTime(new DateTimeOffset(utc), copenhagen);
            Assert.True(expected.EqualsExact(DanishTime.FromUtc(utc)), utc.ToString("u"));

            DateTime local = DateTime.SpecifyKind(utc, DateTimeKind.Unspecified);
            if (copenhagen.IsInvalidTime(local))
            {
                continue;
            }

            DateTimeOffset fromLocal = new(local, copenhagen.GetUtcOffset(local));
            Assert.True(fromLocal.EqualsExact(DanishTime.FromLocal(local)), local.ToString("s"));
        }
    }
}
