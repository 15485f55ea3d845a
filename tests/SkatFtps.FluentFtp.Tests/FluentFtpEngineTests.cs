using SkatFtps.Ftp;
using SkatFtps.Peers.Tests.Engines;

namespace SkatFtps.FluentFtp.Tests;

/// <summary>The contract, kept by FluentFTP.</summary>
public sealed class FluentFtpEngineTests : EngineContract
{
    protected override IFtpsConnection Create(FtpsOptions options) => new FluentFtpConnection(options);
}
