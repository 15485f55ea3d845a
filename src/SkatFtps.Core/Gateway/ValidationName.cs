using System;

namespace SkatFtps.Gateway;

/// <summary>
/// A name by which the services of the guide "Rente" validate a file and do not file it. The guide knows one spelling, all lower case;
/// a file under any other is filed.
/// </summary>
internal static class ValidationName
{
    public const string Prefix = "val_";

    public static bool Is(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>It begins with the prefix in other letters, so that who named it may take it for a validation.</summary>
    public static bool IsMisspelt(string name) => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && !Is(name);
}
