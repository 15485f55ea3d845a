using System;

namespace SkatFtps.Status;

/// <summary>
/// Danish clock time by the EU's rule: summer time from the last Sunday of March to the last Sunday of October,
/// both at 01:00 UTC. Right from 1996 on; the gateway is younger.
/// </summary>
/// <remarks>Computed here because slim containers and invariant builds hold no time zone database.</remarks>
internal static class DanishTime
{
    private static readonly TimeSpan Standard = TimeSpan.FromHours(1);
    private static readonly TimeSpan Summer = TimeSpan.FromHours(2);

    public static DateTimeOffset FromUtc(DateTime utc)
    {
        TimeSpan offset = IsSummer(utc) ? Summer : Standard;
        return new DateTimeOffset(DateTime.SpecifyKind(utc + offset, DateTimeKind.Unspecified), offset);
    }

    /// <summary>
    /// The hour that October has twice is read as its second, standard-time pass, as TimeZoneInfo does. The hour that
    /// March skips is read as standard time as well, so that 02:30 becomes 03:30 summer time.
    /// </summary>
    public static DateTimeOffset FromLocal(DateTime local)
    {
        DateTime ifSummer = DateTime.SpecifyKind(local - Summer, DateTimeKind.Utc);
        DateTime ifStandard = DateTime.SpecifyKind(local - Standard, DateTimeKind.Utc);
        return FromUtc(IsSummer(ifSummer) && IsSummer(ifStandard) ? ifSummer : ifStandard);
    }

    private static bool IsSummer(DateTime utc) =>
        utc >= LastSundayAtOne(utc.Year, 3) && utc < LastSundayAtOne(utc.Year, 10);

    private static DateTime LastSundayAtOne(int year, int month)
    {
        DateTime last = new(year, month, 31, 1, 0, 0, DateTimeKind.Utc);
        return last.AddDays(-(int)last.DayOfWeek);
    }
}
