using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using SkatFtps.Cmdlets.Tests.Support;
using Xunit;

namespace SkatFtps.Cmdlets.Tests.Host;

public sealed class OutputTests
{
    [Fact]
    public async Task Errors_go_to_stderr_with_their_position_and_the_script_goes_on()
    {
        HostProcess run = await HostProcess.RunAsync(Scripts.Path("WritesError.ps1"));

        Assert.Contains("WritesError.ps1:7", run.Errors, StringComparison.Ordinal);
        Assert.Contains("soft", run.Errors, StringComparison.Ordinal);
        Assert.Equal("after\n", run.Output);
    }

    [Theory]
    [InlineData("Throws.ps1", "Throws.ps1:2", "boom")]
    [InlineData("DoesNotParse.ps1", "DoesNotParse.ps1:1", "Missing closing")]
    public async Task What_ends_the_script_is_printed_on_stderr_with_its_position(string script, string position, string text)
    {
        HostProcess run = await HostProcess.RunAsync(Scripts.Path(script));

        Assert.Contains(position, run.Errors, StringComparison.Ordinal);
        Assert.Contains(text, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Objects_are_formatted_without_escape_sequences_where_output_is_redirected()
    {
        HostProcess run = await HostProcess.RunAsync("-Command", "[pscustomobject]@{ Name = 'one'; Size = 2 }");

        Assert.Equal(["Name Size", "---- ----", "one     2"], run.Output.Split('\n').Where(line => line.Length > 0).Select(line => line.TrimEnd()));
        Assert.DoesNotContain('\u001b', run.Output);
    }

    [Fact]
    public async Task Warning_verbose_and_debug_lines_carry_their_mark()
    {
        HostProcess run = await HostProcess.RunAsync(Scripts.Path("WritesStreams.ps1"), "-Verbose", "-Debug");

        Assert.Equal("WARNING: warned\nVERBOSE: told\nDEBUG: detailed\n", run.Output);
    }

    [Theory]
    [InlineData(null, 120)]
    [InlineData("64", 64)]
    public async Task Width_is_COLUMNS_or_120_where_there_is_no_terminal(string? columns, int expected)
    {
        var environment = new Dictionary<string, string>();
        if (columns != null) { environment["COLUMNS"] = columns; }
        HostProcess run = await HostProcess.RunAsync(environment, "-Command", "$Host.UI.RawUI.BufferSize.Width");

        Assert.Equal($"{expected}\n", run.Output);
    }

    [Theory]
    [InlineData("$Host.UI.ReadLine()")]
    [InlineData("$Host.UI.ReadLineAsSecureString()")]
    [InlineData("$Host.UI.PromptForCredential('', '', '', '')")]
    public async Task A_question_that_nobody_can_answer_is_refused(string text)
    {
        HostProcess run = await HostProcess.RunAsync("-Command", text);

        Assert.Contains("ot interactive", run.Errors.Replace("\n", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mandatory_parameter_that_nobody_can_give_is_an_error()
    {
        HostProcess run = await HostProcess.RunAsync("-Command", "function f { param([Parameter(Mandatory)]$Name) }; f; 'after'");

        Assert.Contains("missing mandatory parameters: Name", run.Errors, StringComparison.Ordinal);
        Assert.Equal("after\n", run.Output);
    }
}
