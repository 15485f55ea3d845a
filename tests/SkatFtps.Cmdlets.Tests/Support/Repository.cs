using System;
using System.IO;
using System.Linq;
using System.Reflection;

namespace SkatFtps.Cmdlets.Tests.Support;

/// <summary>Where the tested tree is: the folder above the test's own that holds the solution.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The Host of the configuration that the tests were built in.</summary>
    public static string HostLibrary { get; } = InRoot(
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == "HostLibrary").Value!);

    public static string InRoot(string path) => Path.GetFullPath(Path.Combine(Root, path));

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder != null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SkatFtps.sln"))) { return folder.FullName; }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds SkatFtps.sln.");
    }
}
