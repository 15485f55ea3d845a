using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using SkatFtps.Cmdlets.Tests.Support;
using Xunit;

namespace SkatFtps.Cmdlets.Tests.Pester;

public sealed class PesterStandInTests
{
    private const string Folder = "tests/SkatFtps.Cmdlets.Tests/Pester/Refused";

    public static TheoryData<string> RefusedFiles =>
        [.. Directory.EnumerateFiles(Repository.InRoot(Folder), "*.ps1").Select(Path.GetFileName).Order().Select(name => name!)];

    [Fact]
    public async Task Every_outcome_is_the_one_that_Pester_recorded()
    {
        HostProcess run = await HostProcess.RunAsync(Repository.InRoot("tests/PesterStandIn/Test-Outcomes.ps1"));

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
    }

    /// <summary>The file's first line says what the failure must mention.</summary>
    [Theory]
    [MemberData(nameof(RefusedFiles))]
    public async Task What_it_does_not_know_fails_the_run(string file)
    {
        string path = Repository.InRoot(Path.Combine(Folder, file));
        HostProcess run = await HostProcess.RunAsync(Repository.InRoot("tests/Invoke-Tests.ps1"), "-StandIn", "-Path", path);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(File.ReadLines(path).First().TrimStart('#', ' '), run.Output, StringComparison.Ordinal);
    }
}
