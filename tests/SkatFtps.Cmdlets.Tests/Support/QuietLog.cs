using SkatFtps.Ftp;

namespace SkatFtps.Cmdlets.Tests.Support;

/// <summary>For tests that do not look at the dialogue.</summary>
internal sealed class QuietLog : IProtocolLog
{
    public static readonly QuietLog Instance = new();

    public void Write(ProtocolLogKind kind, string text)
    {
    }
}
