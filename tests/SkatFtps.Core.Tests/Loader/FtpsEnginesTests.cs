using SkatFtps.Loader;
using Xunit;

namespace SkatFtps.Core.Tests.Loader;

public sealed class FtpsEnginesTests
{
    [Fact]
    public void A_build_without_FluentFTP_says_how_to_get_it()
    {
        GatewayException e = Assert.Throws<GatewayException>(() => FtpsEngines.FluentFtp());

        Assert.Equal("EngineNotBuilt", e.ErrorId);
        Assert.Contains("build.ps1 -WithFluentFtp", e.RecommendedAction);
    }
}
