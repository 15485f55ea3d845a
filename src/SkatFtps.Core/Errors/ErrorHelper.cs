namespace SkatFtps;

/// <summary>Who can help.</summary>
public enum ErrorHelper
{
    /// <summary>It can be settled at this machine.</summary>
    Yourself,

    /// <summary>The Certificate Portal of the environment.</summary>
    Portal,

    /// <summary>The contact point at SKAT (guide, "Support").</summary>
    ContactPoint,

    /// <summary>Whoever runs one's own network and firewall.</summary>
    Network,
}
