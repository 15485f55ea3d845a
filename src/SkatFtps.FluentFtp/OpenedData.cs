using FluentFTP;

namespace SkatFtps.FluentFtp;

/// <summary>A data connection whose command was answered by 1yz and whose TLS stands.</summary>
internal sealed class OpenedData
{
    public OpenedData(FtpDataStream stream, ProtectedStream tls)
    {
        Stream = stream;
        Tls = tls;
    }

    public FtpDataStream Stream { get; }

    public ProtectedStream Tls { get; }
}
