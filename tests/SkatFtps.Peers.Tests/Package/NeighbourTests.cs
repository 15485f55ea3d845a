using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace SkatFtps.Peers.Tests.Package;

/// <summary>The packaged module in a process with others.</summary>
[Collection(BuildCollection.Name)]
public sealed class NeighbourTests : IDisposable
{
    // The versions that these tests restore, and that the package does not hold; see Directory.Packages.props.
    private static readonly string[] Drivers =
    [
        "SQLitePCLRaw.core", "SQLitePCLRaw.provider.e_sqlite3", "SQLitePCLRaw.batteries_v2", "Microsoft.Data.Sqlite",
        "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Logging.Abstractions", "Npgsql",
    ];

    private readonly DirectoryInfo _local = Directory.CreateTempSubdirectory("skatftps-");

    public void Dispose() => _local.Delete(recursive: true);

    [Theory]
    [InlineData("Ours")]
    [InlineData("Theirs")]
    public async Task Other_versions_of_the_drivers_are_met_in_either_order(string first)
    {
        string[] lines = await Shell.RunAsync(
            [], Script("Neighbour.ps1"), "-Module", Path.Combine(
                MadePackage.Module,
                "SkatFtps.psd1"), "-Neighbour", MakeNeighbour(), "-Ledger", Path.Combine(_local.FullName, "ledger.db"), "-First", first);

        const string Ours = "ours: 0 LedgerUnavailable";
        const string Theirs = "theirs: 42 theirs";
        Assert.Equal(first == "Ours" ? [Ours, Theirs] : [Theirs, Ours], lines.Take(2));
        Assert.Equal("ours again: 0 LedgerUnavailable", lines[2]);
        string[] loaded = [.. lines.Skip(3).Order(StringComparer.Ordinal)];
        string[] contexts = [.. loaded.Select(line => line[..line.LastIndexOf(' ')])];
        Assert.Equal(
            ["Default: Microsoft.Data.Sqlite", "Default: Npgsql", "SkatFtps.Drivers: Microsoft.Data.Sqlite", "SkatFtps.Drivers: Npgsql"],
            contexts);
        Assert.Equal(4, loaded.Select(line => line[(line.IndexOf(' ') + 1)..]).Distinct().Count());
    }

    [Fact]
    public async Task Import_help_and_completion_open_no_network_and_no_ledger_and_write_nothing()
    {
        DirectoryInfo home = _local.CreateSubdirectory("home");
        DirectoryInfo temporary = _local.CreateSubdirectory("tmp");
        // PowerShell itself writes into its cache.
        DirectoryInfo cache = _local.CreateSubdirectory("cache");
        string[] environment =
        [
            $"HOME={home.FullName}", $"TMPDIR={temporary.FullName}", "XDG_DATA_HOME=", "XDG_CONFIG_HOME=",
            $"XDG_CACHE_HOME={cache.FullName}",
            "DOTNET_EnableDiagnostics=0", "POWERSHELL_TELEMETRY_OPTOUT=1",
        ];

        string[] lines = await Shell.RunAsync(
            environment, Script("Import.ps1"), "-Module", Path.Combine(MadePackage.Module, "SkatFtps.psd1"));

        Assert.Equal(
            [
                "before: ",
                "after import: SkatFtps.Cmdlets",
                "commands: 18",
                "help: Send-SkatFile, True",
                "completed: Udlaan",
                "after questions: SkatFtps.Cmdlets SkatFtps.Core"], lines);
        Assert.Empty(home.GetFiles("*", SearchOption.AllDirectories));
        Assert.Empty(temporary.GetFiles("*", SearchOption.AllDirectories));
        Assert.All(
            cache.GetFiles("*", SearchOption.AllDirectories),
            file => Assert.StartsWith(Path.Combine(cache.FullName, "powershell"), file.FullName));
    }

    private static string Script(string name) => Repository.InRoot("tests", "SkatFtps.Peers.Tests", "Package", "Scripts", name);

    private string MakeNeighbour()
    {
        string folder = _local.CreateSubdirectory("Neighbour").FullName;
        foreach (string driver in Drivers)
        {
            File.Copy(Path.Combine(AppContext.BaseDirectory, driver + ".dll"), Path.Combine(folder, driver + ".dll"));
        }

        File.Copy(
            Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", "libe_sqlite3.so"),
            Path.Combine(folder, "libe_sqlite3.so"));
        File.Copy(Script("Neighbour.psm1"), Path.Combine(folder, "Neighbour.psm1"));
        string manifest = Path.Combine(folder, "Neighbour.psd1");
        File.WriteAllText(manifest, "@{ RootModule = 'Neighbour.psm1'; ModuleVersion = '1.0'; FunctionsToExport ="
            + $" 'Get-NeighbourAnswer'; RequiredAssemblies = {string.Join(", ", Drivers.Select(driver => $"'{driver}.dll'"))} }}\n");
        return manifest;
    }
}
