using System;
using System.IO;
using System.Linq;
using System.Reflection;

namespace SkatFtps.Cmdlets.Tests.Support;

/// <summary>Where the tested tree is: the folder above the test's own that holds the solution.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The Pester that the files run under here; <c>.ci/run</c> takes the oldest as well.</summary>
    public static string PesterVersion { get; } =
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == "PesterVersion").Value!;

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
