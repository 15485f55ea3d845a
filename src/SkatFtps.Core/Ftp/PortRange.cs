namespace SkatFtps.Ftp;

/// <summary>A range of TCP ports, both ends included.</summary>
public sealed class PortRange
{
    public PortRange(int first, int last)
    {
        First = first;
        Last = last;
    }

    public int First { get; }

    public int Last { get; }

    public bool Contains(int port) => port >= First && port <= Last;

    public override string ToString() => First + "-" + Last;
}
