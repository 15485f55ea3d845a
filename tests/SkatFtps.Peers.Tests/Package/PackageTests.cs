using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;
using System.Threading.Tasks;
using System.Xml.Linq;
using Xunit;

namespace SkatFtps.Peers.Tests.Package;

/// <summary>What is shipped.</summary>
[Collection(BuildCollection.Name)]
public sealed class PackageTests
{
    private static readonly string[] PackageParts = ["SkatFtps.nuspec", "[Content_Types].xml", "_rels/.rels"];

    private static readonly XNamespace Nuspec = "http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd";

    [Fact]
    public void It_holds_what_is_on_the_list_and_nothing_else() =>
        Assert.Equal(
            File.ReadAllLines(Repository.InRoot("tests", "SkatFtps.Peers.Tests", "Package", "Samples", "contents.txt")),
            MadePackage.Files().Keys);

    [Fact]
    public void The_folder_the_package_and_the_zip_hold_the_same()
    {
        SortedDictionary<string, byte[]> files = MadePackage.Files();
        SortedDictionary<string, byte[]> zip = MadePackage.Entries(MadePackage.Zip);
        SortedDictionary<string, byte[]> nupkg = MadePackage.Entries(MadePackage.Nupkg);
        Assert.Equal(files.Keys.Select(path => "SkatFtps/" + path), zip.Keys);
        Assert.Equal(files.Keys.Concat(PackageParts).Order(StringComparer.Ordinal), nupkg.Keys);
        Assert.All(files, file =>
        {
            Assert.Equal(file.Value, zip["SkatFtps/" + file.Key]);
            Assert.Equal(file.Value, nupkg[file.Key]);
        });
    }

    [Fact]
    public void Every_driver_comes_with_its_licence()
    {
        SortedDictionary<string, byte[]> files = MadePackage.Files();
        string[] notices = Encoding.UTF8.GetString(files["THIRD-PARTY-NOTICES.txt"]).Split('\n');
        string[] drivers = [
            .. files.Keys.Where(
                path => path.Contains("/drivers/", StringComparison.Ordinal) && !path.Contains(
                    "/runtimes/", StringComparison.Ordinal)).Select(path => Path.GetFileNameWithoutExtension(path))];
        Assert.Contains("Npgsql", drivers);
        Assert.All(drivers, driver => Assert.Contains(driver, notices));
    }

    [Fact]
    public void No_path_in_the_zip_has_140_characters() =>
        Assert.All(MadePackage.Entries(MadePackage.Zip).Keys, path => Assert.InRange(path.Length, 1, 139));

    [Fact]
    public async Task Made_twice_it_has_the_same_bytes()
    {
        byte[] zip = File.ReadAllBytes(MadePackage.Zip);
        byte[] nupkg = File.ReadAllBytes(MadePackage.Nupkg);
        await MadePackage.MakeAsync();
        Assert.Equal(zip, File.ReadAllBytes(MadePackage.Zip));
        Assert.Equal(nupkg, File.ReadAllBytes(MadePackage.Nupkg));
    }

    [Fact]
    public void Every_library_of_ours_has_the_version_of_the_manifest()
    {
        string[] libraries = Directory.GetFiles(MadePackage.Module, "SkatFtps.*.dll", SearchOption.AllDirectories);
        Assert.True(libraries.Length >= 7, $"{libraries.Length} libraries");
        Assert.All(libraries, path => Assert.Equal(MadePackage.Version, AssemblyName.GetAssemblyName(path).Version!.ToString(3)));
    }

    [Fact]
    public void The_nuspec_says_what_the_gallery_asks_for()
    {
        XElement metadata = XDocument.Load(
            new MemoryStream(MadePackage.Entries(MadePackage.Nupkg)["SkatFtps.nuspec"])).Root!.Element(Nuspec + "metadata")!;
        string Value(string name) => metadata.Element(Nuspec + name)?.Value ?? string.Empty;
        string manifest = Encoding.UTF8.GetString(MadePackage.Files()["SkatFtps.psd1"]);
        Assert.Equal("SkatFtps", Value("id"));
        Assert.Equal(MadePackage.Version, Value("version"));
        Assert.Contains($"Author                 = '{Value("authors")}'", manifest);
        Assert.Equal("LICENSE", Value("license"));
        Assert.Equal("file", metadata.Element(Nuspec + "license")!.Attribute("type")!.Value);
        Assert.NotEmpty(Value("description"));
        Assert.NotEmpty(Value("copyright"));
        Assert.Superset(
            new HashSet<string> { "PSModule", "PSEdition_Desktop", "PSEdition_Core", "PSIncludes_Cmdlet", "PSCmdlet_Send-SkatFile", "PSCommand_Send-SkatFile" },
            Value("tags").Split(' ').ToHashSet());
        Assert.InRange(Value("tags").Length, 1, 4000);
    }

    [Fact]
    public void The_release_notes_are_the_newest_section_of_the_changelog()
    {
        string changelog = File.ReadAllText(Repository.InRoot("docs", "CHANGELOG.md"));
        string section = changelog.Split("\n## ")[1];
        string notes = section[section.IndexOf('\n', StringComparison.Ordinal)..].Trim();
        string manifest = Encoding.UTF8.GetString(MadePackage.Files()["SkatFtps.psd1"]);
        XElement nuspec = XDocument.Load(new MemoryStream(MadePackage.Entries(MadePackage.Nupkg)["SkatFtps.nuspec"])).Root!;
        Assert.Equal(notes, nuspec.Element(Nuspec + "metadata")!.Element(Nuspec + "releaseNotes")!.Value);
        Assert.Contains($"ReleaseNotes = '{notes.Replace("'", "''", StringComparison.Ordinal)}'", manifest);
        Assert.True(Ascii.IsValid(manifest), "Windows PowerShell reads a manifest as ANSI.");
    }

    [Fact]
    public async Task NuGet_restores_the_package()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("skatftps-restore-");
        try
        {
            string project = Path.Combine(folder.FullName, "restore.csproj");
            string packages = Path.Combine(folder.FullName, "packages");
            await File.WriteAllTextAsync(project, $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <TargetFramework>net10.0</TargetFramework>
                    <RestoreSources>{Path.GetDirectoryName(MadePackage.Nupkg)}</RestoreSources>
                    <RestorePackagesPath>{packages}</RestorePackagesPath>
                    <DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences>
                    <NuGetAudit>false</NuGetAudit>
                  </PropertyGroup>
                  <ItemGroup><PackageDownload Include="SkatFtps" Version="[{MadePackage.Version}]" /></ItemGroup>
                </Project>
                """);
            (int exitCode, string output, string errors) = await ExternalProgram.RunAsync(
                "dotnet", "restore", project, "--nologo", "-v", "quiet");
            Assert.True(exitCode == 0, output + errors);

            string restored = Path.Combine(packages, "skatftps", MadePackage.Version);
            Assert.All(MadePackage.Files(), file => Assert.Equal(file.Value, File.ReadAllBytes(Path.Combine(restored, file.Key))));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
