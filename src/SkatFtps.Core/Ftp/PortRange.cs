namespace SkatFtps.Ftp;

/// <summary>A range of TCP ports, both ends included.</summary>
public sealed class PortRange(int first, int last)
{
    public int First { get; } = first;

    public int Last { get; } = last;

    public bool Contains(int port) => port >= First && port <= Last;

    public override string ToString() => First + "-" + Last;
}
