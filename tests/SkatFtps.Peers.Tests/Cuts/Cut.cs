namespace SkatFtps.Peers.Tests.Cuts;

/// <summary>Which connection is cut.</summary>
public enum CutChannel
{
    /// <summary>The next control connection, from its first byte on.</summary>
    Login,

    /// <summary>The control connection that stands, from now on.</summary>
    Control,

    /// <summary>A data connection, from its first byte on.</summary>
    Data,
}

/// <summary>Which side hears of it. The other is met with silence: what it sends goes nowhere.</summary>
public enum CutWay
{
    Both,

    /// <summary>What the server says goes on to reach the client, unless the end is a reset.</summary>
    ToServer,

    /// <summary>What the client says goes on to reach the server, unless the end is a reset.</summary>
    ToClient,
}

/// <summary>One cut of one connection.</summary>
/// <param name="Channel">Which.</param>
/// <param name="FromClient">Whether the bytes are counted that the client sends, or those that the server does.</param>
/// <param name="IsReset">RST, or FIN.</param>
/// <param name="Way">Which side hears of it.</param>
public sealed record Cut(CutChannel Channel, bool FromClient, bool IsReset, CutWay Way)
{
    /// <summary>How many bytes pass before it.</summary>
    public long Offset { get; init; }

    /// <summary>How many data connections are left whole before.</summary>
    public int Skip { get; init; }

    /// <summary>
    /// A box that ends the data connection towards the server alone, in order: the server takes what it has for the whole.
    /// </summary>
    public bool IsHalfClosing => this is { Channel: CutChannel.Data, IsReset: false, Way: CutWay.ToServer };

    public override string ToString() =>
        $"{Channel} {(IsReset ? "RST" : "FIN")} {Way}, after {Offset} bytes from the"
            + $" {(FromClient ? "client" : "server")}{(Skip > 0 ? $" on data connection {Skip + 1}" : string.Empty)}";
}
