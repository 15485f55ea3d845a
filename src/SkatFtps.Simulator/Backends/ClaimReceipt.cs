namespace SkatFtps.Simulator.Backends;

/// <summary>What a receipt says of debt claims; in the file it stands in capitals.</summary>
public enum ClaimReceipt
{
    Modtaget,

    Afvist,

    Sagsbehandl,

    Udfoert,
}
