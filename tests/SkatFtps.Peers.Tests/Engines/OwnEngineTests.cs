using SkatFtps.Ftp;

namespace SkatFtps.Peers.Tests.Engines;

/// <summary>The contract, kept by the project's own engine.</summary>
public sealed class OwnEngineTests : EngineContract
{
    protected override IFtpsConnection Create(FtpsOptions options) => new FtpsConnection(options);
}
