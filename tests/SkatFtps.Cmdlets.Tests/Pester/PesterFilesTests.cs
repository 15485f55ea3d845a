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
        HostProcess run = await HostProcess.RunAsync(
            Repository.InRoot("tests/Invoke-Tests.ps1"), "-StandIn", "-Path", Repository.InRoot(Path.Combine(Folder, file)));

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
    }
}
