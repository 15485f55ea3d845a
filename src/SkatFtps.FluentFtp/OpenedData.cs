using FluentFTP;

namespace SkatFtps.FluentFtp;

/// <summary>A data connection whose command was answered by 1yz and whose TLS stands.</summary>
internal sealed class OpenedData(FtpDataStream stream, ProtectedStream tls)
{
    public FtpDataStream Stream { get; } = stream;

    public ProtectedStream Tls { get; } = tls;
}
