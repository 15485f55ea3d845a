using System.Collections.Generic;
using System.Linq;

namespace SkatFtps.Benchmarks.Wire;

/// <summary>The table of those that sent the same.</summary>
internal static class ComparedToCurl
{
    public static MarkdownTable Table(
        IReadOnlyDictionary<string, List<Measurement>> measured, IReadOnlyList<Contender> contenders, int files)
    {
        double Files(string name) => Measurement.Median(measured[name].Select(one => one.Files));
        double Session(string name) => Measurement.Median(measured[name].Select(one => one.Session));
        double Process(string name) => Measurement.Median(measured[name].Select(one => one.Process));
        var table = new MarkdownTable("who", "files alone", "of curl's", "session", "of curl's", "process", "of curl's", "a file");
        foreach (Contender one in contenders)
        {
            table.Add(
                one.Name,
                Figures.Time(Files(one.Name)),
                Figures.Ratio(Files(one.Name) / Process("curl")),
                Figures.Time(Session(one.Name)),
                Figures.Ratio(Session(one.Name) / Process("curl")),
                Figures.Time(Process(one.Name)),
                Figures.Ratio(Process(one.Name) / Process("curl")),
                Figures.Time(Session(one.Name) / files));
        }

        return table;
    }
}
