using System;
using System.Globalization;

namespace SkatFtps.Status;

/// <summary>The two spellings of a status file's timestamp; see <see cref="TryParse"/>.</summary>
public static class StatusTimestamp
{
    private const int LocalLength = 14;
    private const int EpochLength = 13;

    // 13 digits with no leading zero reach from 2001 to 2286.
    private static readonly DateTime Epoch = new(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>
    /// 14 digits are <c>yyyyMMddHHmmss</c> on the Danish clock (status 1 to 3); 13 are milliseconds since 1970 UTC
    /// (status 0). The result carries the Danish offset of that moment. Anything else is refused, not guessed.
    /// </summary>
    public static bool TryParse(string? text, out DateTimeOffset timestamp)
    {
        timestamp = default;
        string digits = text?.Trim() ?? string.Empty;

        if (digits.Length == LocalLength)
        {
            if (!DateTime.TryParseExact(
                    digits, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime local)
                || local.Year < 1970)
            {
                return false;
            }

            timestamp = DanishTime.FromLocal(local);
            return true;
        }

        if (digits.Length != EpochLength || digits[0] == '0'
            || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long milliseconds))
        {
            return false;
        }

        timestamp = DanishTime.FromUtc(Epoch.AddTicks(milliseconds * TimeSpan.TicksPerMillisecond));
        return true;
    }
}
