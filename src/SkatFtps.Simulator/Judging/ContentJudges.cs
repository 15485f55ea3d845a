using SkatFtps.Simulator.Options;

namespace SkatFtps.Simulator.Judging;

internal static class ContentJudges
{
    /// <summary>Null where nothing is looked at: the guide has rules for eKapital alone.</summary>
    internal static IContentJudge? For(SimulatorOptions options, string service)
    {
        if (!options.JudgesContent)
        {
            return null;
        }

        if (ServiceRules.IsClassic(service))
        {
            return new ClassicJudge(service);
        }

        return ServiceRules.TakesZip(service) ? new ZipJudge(service) : null;
    }
}
