namespace SkatFtps.Simulator.Control;

/// <summary>How the gateway takes FEAT; what the real one does is unknown.</summary>
public enum FeatReply
{
    /// <summary>211 with the list, also before login.</summary>
    Listed,

    /// <summary>530 until the user is logged in, then 211 with the list.</summary>
    ListedAfterLogin,

    /// <summary>502 always.</summary>
    NotImplemented,
}
