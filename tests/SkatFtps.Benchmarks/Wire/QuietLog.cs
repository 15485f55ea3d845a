using SkatFtps.Ftp;

namespace SkatFtps.Benchmarks.Wire;

/// <summary>Keeps nothing.</summary>
internal sealed class QuietLog : IProtocolLog
{
    public static readonly QuietLog Instance = new();

    public void Write(ProtocolLogKind kind, string text)
    {
    }
}
