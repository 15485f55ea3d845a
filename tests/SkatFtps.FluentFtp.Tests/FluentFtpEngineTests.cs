using System.Net;
using System.Runtime.Loader;
using SkatFtps.Ftp;
using SkatFtps.Loader;
using SkatFtps.Peers.Tests.Engines;
using Xunit;

namespace SkatFtps.FluentFtp.Tests;

/// <summary>The contract, kept by FluentFTP as the module loads it.</summary>
public sealed class FluentFtpEngineTests : EngineContract
{
    [Fact]
    public void FluentFTP_is_loaded_where_no_other_module_sees_it()
    {
        using IFtpsConnection connection = Create(
            new FtpsOptions("localhost", 21, "user", new NetworkCredential(string.Empty, "x").SecurePassword));

        AssemblyLoadContext own = AssemblyLoadContext.GetLoadContext(connection.GetType().Assembly)!;
        Assert.NotSame(AssemblyLoadContext.Default, own);
        Assert.DoesNotContain(AssemblyLoadContext.Default.Assemblies, assembly => assembly.GetName().Name == "FluentFTP");
    }

    protected override IFtpsConnection Create(FtpsOptions options) => FtpsEngines.FluentFtp()(options);
}
