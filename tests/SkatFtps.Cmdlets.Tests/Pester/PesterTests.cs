using System;
using System.IO;
using System.Threading.Tasks;
using SkatFtps.Cmdlets.Tests.Support;
using Xunit;

namespace SkatFtps.Cmdlets.Tests.Pester;

/// <summary>
/// The Pester files, under Pester in PowerShell itself, all in one process: to start one for each takes longer than they do.
/// </summary>
public sealed class PesterTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("skatftps-pester-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Every_test_in_the_files_passes()
    {
        ShellProcess run = await RunAsync(
            "-ResultFile", Repository.InRoot($"tests/SkatFtps.Cmdlets.Tests/TestResults/Pester-{Repository.PesterVersion}.txt"));

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
    }

    [Fact]
    public async Task Whatever_does_not_pass_fails_the_run_and_is_named()
    {
        Write("Fails", "Describe 'one' { It 'adds' { 1 + 1 | Should -Be 3 }; It 'subtracts' { 3 - 1 | Should -Be 2 } }");
        Write("SetUpFails", "Describe 'two' { BeforeAll { throw 'no set-up' }; It 'waits for it' { } }");
        Write("Skips", "Describe 'three' { It 'is left out' -Skip { } }");
        Write("DoesNotParse", "Describe 'four' {");
        Write("IsEmpty", "# Nothing.");
        string result = Path.Combine(_folder.FullName, "result.txt");

        ShellProcess run = await RunAsync("-Path", _folder.FullName, "-ResultFile", result);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Fails.Tests.ps1:1: one.adds: Expected 3, but got 2.", run.Output, StringComparison.Ordinal);
        Assert.Contains("SetUpFails.Tests.ps1:1: two: no set-up", run.Output, StringComparison.Ordinal);
        Assert.Contains("SetUpFails.Tests.ps1:1: two.waits for it: not run", run.Output, StringComparison.Ordinal);
        Assert.Contains("Skips.Tests.ps1:1: three.is left out: not run", run.Output, StringComparison.Ordinal);
        Assert.Contains("DoesNotParse.Tests.ps1:1: discovery: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("IsEmpty.Tests.ps1:1: no test", run.Output, StringComparison.Ordinal);
        Assert.Equal($"Pester {Repository.PesterVersion}: 1 passed, 6 failed\n", File.ReadAllText(result).ReplaceLineEndings("\n"));
        Assert.EndsWith(" passed, 6 failed\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_a_test_fails_the_run()
    {
        ShellProcess run = await RunAsync("-Path", _folder.FullName);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal($"{_folder.FullName}: no test\nPester {Repository.PesterVersion}: 0 passed, 1 failed\n", run.Output);
    }

    private static Task<ShellProcess> RunAsync(params string[] arguments) =>
        ShellProcess.RunAsync(
            ["-File", Repository.InRoot("tests/Invoke-Tests.ps1"), "-PesterVersion", Repository.PesterVersion, .. arguments]);

    private void Write(string name, string script) => File.WriteAllText(Path.Combine(_folder.FullName, name + ".Tests.ps1"), script);
}
