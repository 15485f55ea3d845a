using System;
using System.Globalization;

namespace SkatFtps.Simulator.Backends;

/// <summary>Danish local time by the rule itself, so that the machine's time zone data play no part.</summary>
internal static class BackendTime
{
    /// <summary><c>yyyyMMddHHmmss</c>, as status 1 to 3 give their timestamp.</summary>
    internal static string Format(DateTimeOffset time) =>
        FromUtc(time).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    /// <summary>Summer time runs from the last Sunday in March to the last in October, both at 01:00 UTC (2000/84/EC).</summary>
    internal static DateTime FromUtc(DateTimeOffset time)
    {
        DateTime utc = time.UtcDateTime;
        bool summer = utc >= LastSunday(utc.Year, 3) && utc < LastSunday(utc.Year, 10);
        return DateTime.SpecifyKind(utc.AddHours(summer ? 2 : 1), DateTimeKind.Unspecified);
    }

    // Both months have 31 days.
    private static DateTime LastSunday(int year, int month)
    {
        DateTime last = new(year, month, 31, 1, 0, 0, DateTimeKind.Utc);
        return last.AddDays(-(int)last.DayOfWeek);
    }
}
