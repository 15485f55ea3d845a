using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Xunit;

namespace SkatFtps.Peers.Tests.Package;

/// <summary>What <c>build.ps1 -Task Package</c> makes, made once.</summary>
public sealed class MadePackage : IAsyncLifetime
{
    private static readonly string Folder = Repository.InRoot("bin", "package");

    /// <summary>As the manifest in the repository has it.</summary>
    public static string Version { get; } = Regex.Match(
        File.ReadAllText(Repository.InRoot("SkatFtps.psd1")), @"ModuleVersion\s*=\s*'([^']+)'").Groups[1].Value;

    public static string Module => Path.Combine(Folder, "SkatFtps", Version);

    public static string Zip => Path.Combine(Folder, "SkatFtps.zip");

    public static string Nupkg => Path.Combine(Folder, $"SkatFtps.{Version}.nupkg");

    /// <summary>The folder's files by their paths in it, with slashes.</summary>
    public static SortedDictionary<string, byte[]> Files() => new(
        Directory.GetFiles(Module, "*", SearchOption.AllDirectories).ToDictionary(
            path => Path.GetRelativePath(Module, path).Replace('\\', '/'), File.ReadAllBytes),
        StringComparer.Ordinal);

    public static SortedDictionary<string, byte[]> Entries(string zip)
    {
        using ZipArchive archive = ZipFile.OpenRead(zip);
        return new SortedDictionary<string, byte[]>(archive.Entries.ToDictionary(entry => entry.FullName, Read), StringComparer.Ordinal);
    }

    public static Task MakeAsync() => Shell.RunAsync([], Repository.InRoot("build.ps1"), "-Task", "Package");

    public Task InitializeAsync() => MakeAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
