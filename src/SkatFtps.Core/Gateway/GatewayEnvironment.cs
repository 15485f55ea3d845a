namespace SkatFtps;

/// <summary>Which of the tax authority's gateways (guide, "Client Connection").</summary>
public enum GatewayEnvironment
{
    /// <summary>TFE: secureftpgatewaytest.skat.dk.</summary>
    Test,

    /// <summary>secureftpgateway.skat.dk.</summary>
    Production,

    /// <summary>A host of one's own: the simulator, a rehearsal server.</summary>
    Other,
}
