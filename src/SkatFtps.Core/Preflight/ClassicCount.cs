using System.Globalization;
using SkatFtps.Text;

namespace SkatFtps.Preflight;

/// <summary>
/// The number in the end record: all records, the first and the last among them, fillers left out. Where it stands is described for AKFA
/// (9998, sender's number of 4, count of 7); for two more areas it follows from the width of the sender's number.
/// </summary>
internal static class ClassicCount
{
    private const int Digits = 7;

    public static void Check(string service, ClassicRecord last, long records, FindingList findings)
    {
        bool described = service.ToUpperInvariant() == "AKFA";
        int offset = service.ToUpperInvariant() switch { "AKFA" or "CPS" => 8, "IFPA" => 12, _ => 0 };
        if (offset == 0)
        {
            return;
        }

        string field = last.Text(offset, Digits);
        bool isNumber = long.TryParse(
            field, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out long count);
        if (isNumber && count == records)
        {
            return;
        }

        // Fillers are not counted and cannot be told apart, so only a number that is too high is certainly wrong.
        if (described && isNumber && count > records)
        {
            findings.Error(
                "RecordCount",
                $"The end record counts {count} records and the file has {records}. Records may be missing.",
                Sources.Records,
                line: records);
        }
        else if (isNumber && count < records)
        {
            findings.Warning("RecordCount", $"The end record counts {count} records and the file has {records}. That is right only if"
                + $" {records - count} of them are fillers.", Sources.Records, records);
        }
        else
        {
            findings.Warning(
                "RecordCount",
                $"Where the end record should count {records} records stands '{Printable.Escape(field)}'.",
                Sources.Records + "; the place is inferred",
                records);
        }
    }
}
