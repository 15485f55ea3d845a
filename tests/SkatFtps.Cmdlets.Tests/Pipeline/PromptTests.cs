using System;
using System.Linq;
using System.Threading.Tasks;
using SkatFtps.Cmdlets.Tests.Support;
using Xunit;

namespace SkatFtps.Cmdlets.Tests.Pipeline;

/// <summary>Passwords that are asked for.</summary>
public sealed class PromptTests
{
    [Theory]
    [InlineData("Password", "Gateway password of CVR_")]
    [InlineData("CertificatePassword", "client.p12")]
    public async Task A_password_that_was_not_given_is_asked_for(string parameter, string question)
    {
        await using Rehearsal given = Rehearsal.Start();
        string typed = parameter == "Password" ? given.Account.Password : given.Account.CertificatePassword;
        RecordingHost host = new(typed);
        using Prompt prompt = new(host);
        prompt["connect"] = given.ConnectParameters;

        prompt.Run($"$connect.Remove('{parameter}'); Connect-SkatGateway @connect").Succeeded();

        Assert.Contains(question, host.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(typed, host.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Password", "PasswordMissing", "-Password")]
    [InlineData("CertificatePassword", "CertificatePasswordMissing", "-CertificatePassword")]
    public async Task Where_nobody_can_type_it_the_error_names_the_parameter(string parameter, string id, string named)
    {
        await using Rehearsal rehearsal = Rehearsal.Start(host: new RecordingHost());

        ScriptRun run = rehearsal.Run($"$connect.Remove('{parameter}'); Connect-SkatGateway @connect");

        Assert.Equal(id, run.ErrorIds.Single());
        Assert.Contains(named, run.Error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, rehearsal.Gateway.ConnectionCount);
    }
}
