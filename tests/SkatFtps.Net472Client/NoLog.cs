using SkatFtps.Ftp;

namespace SkatFtps.Net472Client;

/// <summary>Nobody reads the dialogue here.</summary>
internal sealed class NoLog : IProtocolLog
{
    public static readonly NoLog Instance = new();

    public void Write(ProtocolLogKind kind, string text)
    {
    }
}
