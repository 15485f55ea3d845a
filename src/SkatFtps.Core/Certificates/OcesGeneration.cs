namespace SkatFtps;

/// <summary>The public certificate scheme a certificate belongs to.</summary>
public enum OcesGeneration
{
    /// <summary>Neither, as far as its names tell.</summary>
    Unknown,

    /// <summary>Closed down in October 2023; the gateway requires OCES3.</summary>
    Oces2,

    Oces3,
}
