using System;
using System.Collections.Generic;

namespace SkatFtps;

/// <summary>What the guide says of its services ("List of systems/services", "Error Codes").</summary>
public static class ServiceCatalogue
{
    // eKapital Classic: the backend takes only files that were uploaded in ASCII mode (FILE_NOT_UPLOADED_IN_ASCII_MODE).
    private static readonly HashSet<string> Classic = new(StringComparer.OrdinalIgnoreCase)
    {
        "AKFA", "AKSA", "ANPA", "ATP", "BHOL", "CPS", "FINK", "GI", "IFPA", "IRTE", "OBLG", "PADE", "PANT", "SFS", "UDBY", "URTE", "KTR",
    };

    /// <summary>Whether files for the service go as TYPE A.</summary>
    public static bool NeedsAscii(string service) => Classic.Contains(service);
}
