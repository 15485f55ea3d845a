using System;

namespace SkatFtps.Gateway;

/// <summary>The folder in which statuses and responses lie; it stands beside the services' (guide, "FTP Structure").</summary>
internal static class OutFolder
{
    public const string Name = "out";

    public static bool Is(string folder) => string.Equals(folder, Name, StringComparison.OrdinalIgnoreCase);
}
