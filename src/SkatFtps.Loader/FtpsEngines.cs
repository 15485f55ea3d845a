using System;
using System.Reflection;
using SkatFtps.Ftp;

namespace SkatFtps.Loader;

/// <summary>The engines that <see cref="GatewaySession"/> can be given.</summary>
public static class FtpsEngines
{
    /// <summary>The project's own; always there.</summary>
    public static IFtpsConnection Own(FtpsOptions options) => new FtpsConnection(options);

    /// <summary>FluentFTP, where the module was built with it.</summary>
    /// <returns>Makes a connection.</returns>
    /// <exception cref="GatewayException">EngineNotBuilt.</exception>
    public static Func<FtpsOptions, IFtpsConnection> FluentFtp()
    {
        Type connection = EngineAssemblies.Load("SkatFtps.FluentFtp")?.GetType(
            "SkatFtps.FluentFtp.FluentFtpConnection") ?? throw new GatewayException(
            "EngineNotBuilt",
            "This build of the module has no FluentFTP engine.",
            "Leave out -Engine for the module's own, or build the module with FluentFTP: ./build.ps1 -WithFluentFtp, where its package"
                + " can be restored.");
        return options =>
        {
            try
            {
                return (IFtpsConnection)Activator.CreateInstance(connection, options)!;
            }
            catch (TargetInvocationException e) when (e.InnerException is not null)
            {
                throw e.InnerException;
            }
        };
    }
}
