namespace SkatFtps.Simulator.Certificates;

/// <summary>Which of the two parallel hierarchies issued a certificate.</summary>
public enum OcesIssuer
{
    /// <summary>The issuers carry <c>OU=Test - cti</c> (OCES3) or the name Systemtest (OCES2).</summary>
    Test,

    Production,
}
