using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using SkatFtps.Cmdlets.Tests.Support;
using Xunit;

namespace SkatFtps.Cmdlets.Tests.Pester;

/// <summary>The Pester files, on the engine and with the stand-in: the same that Pester runs where it is installed.</summary>
public sealed class PesterFilesTests
{
    private const string Folder = "tests/SkatFtps.Cmdlets.Tests";

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Repository.InRoot(Folder), "*.Tests.ps1").Select(Path.GetFileName).Order().Select(name => name!)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_test_in_the_file_passes(string file)
    {
        // A home of its own: certificate stores and the user's ledger, which tests at the same time look at, stay as they are.
        DirectoryInfo home = Directory.CreateTempSubdirectory("skatftps-home-");
        try
        {
            HostProcess run = await HostProcess.RunAsync(
                new Dictionary<string, string> { ["HOME"] = home.FullName },
                Repository.InRoot("tests/Invoke-Tests.ps1"), "-StandIn", "-Path", Repository.InRoot(Path.Combine(Folder, file)));

            Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }
}
