namespace SkatFtps.Simulator.Options;

/// <summary>The guide spells one element of the status files in two ways.</summary>
public enum StatusSpelling
{
    /// <summary><c>SKATTransactionId</c>, as in all the guide's examples.</summary>
    Examples,

    /// <summary><c>SKATTransaktionsId</c>, as in the guide's table of elements.</summary>
    ElementTable,
}
