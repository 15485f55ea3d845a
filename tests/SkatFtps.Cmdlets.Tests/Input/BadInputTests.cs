using System;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using SkatFtps.Cmdlets.Tests.Support;
using SkatFtps.Simulator;
using SkatFtps.Simulator.Folders;
using Xunit;

namespace SkatFtps.Cmdlets.Tests.Input;

public sealed class BadInputTests
{
    public static TheoryData<string> Names => [.. BadInputs.All.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_has_its_own_id_names_the_thing_and_the_next_step_and_loses_nothing(string name)
    {
        BadInput input = BadInputs.All.Single(one => one.Name == name);
        await using Rehearsal rehearsal = input.Connected ? Rehearsal.Connected(input.Options) : Rehearsal.Start(input.Options);
        await input.Arrange(rehearsal);
        string[] inOut = NamesInOut(rehearsal);

        ScriptRun run = rehearsal.Run("$PSDefaultParameterValues.Clear(); " + input.Script);

        Assert.Equal([input.ErrorId], run.ErrorIds);
        Assert.StartsWith(input.ErrorId + ",SkatFtps.Cmdlets.", run.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        string message = run.Error.Exception.Message;
        Assert.Matches(new Regex(input.Thing, RegexOptions.Singleline), message);
        Assert.Matches(new Regex(input.NextStep, RegexOptions.Singleline), message);
        Assert.Matches(@"^[A-Z0-9'].*\.$", message);
        Assert.DoesNotMatch(@"\.\.( |$)|  ", message);
        Assert.False(string.IsNullOrEmpty(run.Error.ErrorDetails.RecommendedAction));
        Assert.NotEqual(System.Management.Automation.ErrorCategory.NotSpecified, run.Error.CategoryInfo.Category);

        // Nothing was sent, nothing removed, nothing written.
        Assert.Empty(run.Output);
        Assert.Equal((0, 0), (rehearsal.CountOf("STOR"), rehearsal.CountOf("DELE")));
        Assert.Equal(inOut, NamesInOut(rehearsal));
        if (input.Connected) { rehearsal.Run("Get-SkatStatus -Code 3").Succeeded(); }
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", false)]
    [InlineData("SSH-2.0-OpenSSH_9.2p1\r\n", false)]
    [InlineData("\u0015\u0003\u0003\u0000\u0002\u0002\u000a", true)]
    [InlineData("", true)]
    [InlineData("hello\r\n", true)]
    public async Task A_server_that_does_not_speak_FTP_is_called_so(string greeting, bool close)
    {
        await using RawListener listener = RawListener.Saying(greeting, close);
        await using Rehearsal rehearsal = Rehearsal.Start();
        rehearsal.Prompt["port"] = listener.Port;

        ScriptRun run = rehearsal.Run("$connect.Port = $port; Connect-SkatGateway @connect");

        Assert.Equal(["NotAnFtpServer"], run.ErrorIds);
        Assert.Contains("6381", run.Error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(BadInputs.All, one => one.ErrorId == "NotAnFtpServer");
    }

    [Fact]
    public void No_two_have_the_same_id()
    {
        Assert.Equal(BadInputs.All.Select(one => one.ErrorId).Distinct().Order(), BadInputs.All.Select(one => one.ErrorId).Order());
    }

    private static string[] NamesInOut(Rehearsal rehearsal) =>
        [.. rehearsal.Account.Outbox.List(DateTimeOffset.UtcNow).Select(file => file.Name)];
}
