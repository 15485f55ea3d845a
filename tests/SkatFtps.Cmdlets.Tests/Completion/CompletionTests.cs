using System.Threading.Tasks;
using SkatFtps.Cmdlets.Tests.Support;
using Xunit;

namespace SkatFtps.Cmdlets.Tests.Completion;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("Get-SkatStatus -FtpTransaktionsId ")]
    [InlineData("Wait-SkatStatus -FtpTransaktionsId ")]
    [InlineData("Resolve-SkatSubmission -FtpTransaktionsId ")]
    [InlineData("Receive-SkatResponse x -Name ")]
    [InlineData("Remove-SkatStatus -StatusFileName ")]
    [InlineData("Send-SkatFile x -Service ")]
    public async Task Completing_says_nothing_to_the_gateway(string line)
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        rehearsal.Expose("answer.zip", [1]);
        int said = rehearsal.Gateway.Commands.Count;

        rehearsal.Run($"[System.Management.Automation.CommandCompletion]::CompleteInput('{line}', {line.Length}, $null)").Succeeded();

        Assert.Equal(said, rehearsal.Gateway.Commands.Count);
    }

    [Fact]
    public async Task Names_in_out_are_those_of_the_last_listing()
    {
        const string Line = "Receive-SkatResponse x -Name ans";
        string complete = $"[System.Management.Automation.CommandCompletion]::CompleteInput('{Line}', {Line.Length},"
            + " $null).CompletionMatches | ForEach-Object CompletionText";
        await using Rehearsal rehearsal = Rehearsal.Connected();
        rehearsal.Expose("answer.zip", [1]);

        Assert.Empty(rehearsal.Run(complete).Succeeded().Output);
        rehearsal.Run("Get-SkatStatus").Succeeded();
        Assert.Equal("answer.zip", rehearsal.Run(complete).Succeeded().Only<string>());
    }
}
