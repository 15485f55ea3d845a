using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using SkatFtps.Peers.Tests.Package;
using Xunit;

namespace SkatFtps.Peers.Tests.Net472;

/// <summary>
/// What the net472 build asks of the machine: nothing that .NET Framework 4.7.2, Windows PowerShell or the package does not have.
/// </summary>
[Collection(BuildCollection.Name)]
public sealed class ReferenceTests
{
    private static readonly string Shipped = Path.Combine(MadePackage.Module, "bin", "net472");

    // Windows PowerShell's own, version 3.0.0.0 since PowerShell 3.
    private static readonly Version WindowsPowerShell = new(3, 0, 0, 0);

    [Fact]
    public void Every_reference_is_met_by_the_framework_or_by_the_package()
    {
        Dictionary<string, Version> framework = Versions(
            Directory.GetFiles(Repository.FrameworkAssemblies, "*.dll").Concat(
                Directory.GetFiles(Path.Combine(Repository.FrameworkAssemblies, "Facades"), "*.dll")));
        string[] libraries = [.. Directory.GetFiles(Shipped, "*.dll", SearchOption.AllDirectories).Where(IsAssembly)];
        Dictionary<string, Version> package = Versions(libraries);
        Assert.True(libraries.Length >= 10, $"{libraries.Length} libraries");

        var unmet = new List<string>();
        foreach (string library in libraries)
        {
            foreach (AssemblyName reference in References(library))
            {
                bool met = (framework.TryGetValue(reference.Name!, out Version? has) && has >= reference.Version)
                    || (package.TryGetValue(reference.Name!, out Version? brings) && brings >= reference.Version)
                    || (reference.Name == "System.Management.Automation" && reference.Version == WindowsPowerShell);
                if (!met)
                {
                    unmet.Add($"{Path.GetFileName(library)} -> {reference.Name} {reference.Version}");
                }
            }
        }

        Assert.Empty(unmet);
    }

    [Theory]
    [InlineData("SkatFtps.Core.dll")]
    [InlineData("SkatFtps.Loader.dll")]
    [InlineData("SkatFtps.Cmdlets.dll")]
    public void Our_libraries_refer_to_no_driver(string library)
    {
        // On 5.1 all modules share one context: a reference to another's assembly would be decided by whoever came first.
        HashSet<string> drivers = Directory.GetFiles(Path.Combine(Shipped, "drivers"), "*.dll").Select(
            path => Path.GetFileNameWithoutExtension(path)).ToHashSet();
        Assert.Contains("Microsoft.Data.Sqlite", drivers);
        Assert.DoesNotContain(References(Path.Combine(Shipped, library)), reference => drivers.Contains(reference.Name!));
    }

    private static bool IsAssembly(string path)
    {
        using var image = new PEReader(File.OpenRead(path));
        return image.HasMetadata && image.GetMetadataReader().IsAssembly;
    }

    private static AssemblyName[] References(string path)
    {
        using var image = new PEReader(File.OpenRead(path));
        MetadataReader reader = image.GetMetadataReader();
        return [.. reader.AssemblyReferences.Select(handle => reader.GetAssemblyReference(handle).GetAssemblyName())];
    }

    private static Dictionary<string, Version> Versions(IEnumerable<string> paths)
    {
        var versions = new Dictionary<string, Version>(StringComparer.OrdinalIgnoreCase);
        foreach (AssemblyName name in paths.Where(IsAssembly).Select(AssemblyName.GetAssemblyName))
        {
            versions[name.Name!] = name.Version!;
        }

        return versions;
    }
}
