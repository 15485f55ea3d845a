namespace SkatFtps.Simulator.Options;

/// <summary>The form of the lines that LIST sends; the real gateway's is unknown.</summary>
public enum ListingStyle
{
    /// <summary>As <c>ls -l</c> writes them.</summary>
    Unix,

    /// <summary>As <c>dir</c> writes them.</summary>
    Dos,

    /// <summary>LIST answers 502; NLST still works.</summary>
    Refused,
}
