using System;
using System.IO;
using System.Threading.Tasks;
using SkatFtps.Cmdlets.Tests.Support;
using Xunit;

namespace SkatFtps.Cmdlets.Tests.Host;

public sealed class ExitCodeTests
{
    [Theory]
    [InlineData("Exits.ps1", 3)]
    [InlineData("ExitsInFunction.ps1", 3)]
    [InlineData("ExitsAfterNativeFailure.ps1", 0)]
    [InlineData("EndsAfterNativeFailure.ps1", 0)]
    [InlineData("CallsScriptThatExits.ps1", 0)]
    [InlineData("WritesError.ps1", 0)]
    [InlineData("Throws.ps1", 1)]
    [InlineData("DoesNotParse.ps1", 1)]
    public async Task The_exit_code_is_the_scripts(string script, int expected)
    {
        HostProcess run = await HostProcess.RunAsync(Scripts.Path(script));

        Assert.Equal(expected, run.ExitCode);
    }

    [Fact]
    public async Task Exit_in_a_script_called_by_the_script_returns_to_the_caller()
    {
        HostProcess run = await HostProcess.RunAsync(Scripts.Path("CallsScriptThatExits.ps1"));

        Assert.Equal("before\nafter 3\n", run.Output);
    }

    [Fact]
    public async Task Exit_leaves_the_rest_of_the_script_undone()
    {
        HostProcess run = await HostProcess.RunAsync(Scripts.Path("ExitsInFunction.ps1"));

        Assert.Equal("before\n", run.Output);
    }

    [Theory]
    [InlineData("exit 7", 7)]
    [InlineData("'text'", 0)]
    [InlineData("throw 'x'", 1)]
    [InlineData("if (", 1)]
    public async Task Command_text_gives_its_exit_code(string text, int expected)
    {
        HostProcess run = await HostProcess.RunAsync("-NoProfile", "-NonInteractive", "-Command", text);

        Assert.Equal(expected, run.ExitCode);
    }

    [Fact]
    public async Task A_missing_script_is_named_and_nothing_is_run()
    {
        HostProcess run = await HostProcess.RunAsync("no-such-script.ps1");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("no-such-script.ps1", run.Errors, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(Repository.Root, "no-such-script.ps1"), run.Errors, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("-Bogus")]
    [InlineData("-File")]
    [InlineData("-Command")]
    [InlineData("-NoProfile")]
    [InlineData("README.md")]
    public async Task A_command_line_that_cannot_be_carried_out_is_a_usage_error(string argument)
    {
        HostProcess run = await HostProcess.RunAsync(argument);

        Assert.Equal(2, run.ExitCode);
        Assert.NotEmpty(run.Errors);
    }

    [Fact]
    public async Task Ctrl_C_stops_the_pipeline_and_runs_its_finally()
    {
        // Elsewhere the signal goes to a whole console and would end the tests as well.
        if (OperatingSystem.IsWindows()) { return; }

        HostProcess run = await HostProcess.RunAsync(Scripts.Path("InterruptsItself.ps1"));

        Assert.Equal(130, run.ExitCode);
        Assert.Equal("before\nfinally\n", run.Output);
    }
}
