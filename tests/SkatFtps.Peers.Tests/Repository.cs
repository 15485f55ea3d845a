using System;
using System.IO;
using System.Linq;
using System.Reflection;

namespace SkatFtps.Peers.Tests;

/// <summary>Where the tested tree is, and other places that the build knows.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Metadata("RepositoryRoot"));

    /// <summary>The assemblies of .NET Framework 4.7.2, as the compiler sees them.</summary>
    public static string FrameworkAssemblies { get; } =
        Path.Combine(
            Directory.GetDirectories(Metadata("FrameworkPackage")).Order(StringComparer.Ordinal).Last(),
            "build",
            ".NETFramework",
            "v4.7.2");

    public static string InRoot(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == key).Value!;
}
