using System;
using System.Collections.Generic;

namespace SkatFtps.Simulator.Options;

/// <summary>What the guide says of single services (List of systems/services; Error Codes).</summary>
internal static class ServiceRules
{
    internal const string Heartbeat = "FTPSGW.Heartbeat";

    private static readonly HashSet<string> Classic = new(StringComparer.Ordinal)
    {
        "AKFA", "AKSA", "ANPA", "ATP", "BHOL", "CPS", "FINK", "GI", "IFPA", "IRTE", "OBLG", "PADE", "PANT", "SFS", "UDBY", "URTE", "KTR",
    };

    private static readonly HashSet<string> Zip = new(StringComparer.Ordinal)
    {
        "FATCA", "CRS", "Udlaan", "Prioritetslaan", "Pensiondiverse", "Pantebreve", "Indlaan",
    };

    // These report abroad; the rules for names are those of the domestic ones.
    private static readonly HashSet<string> Abroad = new(StringComparer.Ordinal) { "FATCA", "CRS" };

    private static readonly HashSet<string> Claims = new(StringComparer.OrdinalIgnoreCase)
    {
        "MFFordringIndberet", "INDMFFordringIndberetService",
    };

    /// <summary>eKapital after the guide "Rente": one ZIP a delivery.</summary>
    internal static bool TakesZip(string service) => Zip.Contains(service);

    /// <summary>The files in the ZIP are named as the accounts.</summary>
    internal static bool NamesAccounts(string service) => TakesZip(service) && !Abroad.Contains(service);

    /// <summary>Debt claims, answered by a receipt that says what became of them.</summary>
    internal static bool TakesClaims(string service) => Claims.Contains(service);

    /// <summary>eKapital (Classic), whose files must be uploaded in TYPE A.</summary>
    internal static bool IsClassic(string service) => Classic.Contains(service);

    /// <summary>The name in /out of eKapital (Classic)'s second answer; not described anywhere.</summary>
    internal static string AdviceListName(string service, string name) => $"{service}_in_{name}_response_2.txt";

    /// <summary>The name in /out of the response to a file; the guide shows it for the heartbeat only.</summary>
    internal static string ResponseName(string service, string name) =>
        $"{service}_in_{name}_response.{(service == Heartbeat || IsClassic(service) ? "txt" : "xml")}";
}
