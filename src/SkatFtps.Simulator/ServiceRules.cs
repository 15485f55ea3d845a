using System;
using System.Collections.Generic;

namespace SkatFtps.Simulator;

/// <summary>What the guide says of single services (List of systems/services; Error Codes).</summary>
internal static class ServiceRules
{
    internal const string Heartbeat = "FTPSGW.Heartbeat";

    private static readonly HashSet<string> s_classic = new(StringComparer.Ordinal)
    {
        "AKFA", "AKSA", "ANPA", "ATP", "BHOL", "CPS", "FINK", "GI", "IFPA", "IRTE", "OBLG", "PADE", "PANT", "SFS", "UDBY", "URTE", "KTR",
    };

    /// <summary>eKapital (Classic), whose files must be uploaded in TYPE A.</summary>
    internal static bool IsClassic(string service) => s_classic.Contains(service);

    /// <summary>The name in /out of the response to a file; the guide shows it for the heartbeat only.</summary>
    internal static string ResponseName(string service, string name) =>
        $"{service}_in_{name}_response.{(service == Heartbeat || IsClassic(service) ? "txt" : "xml")}";
}
