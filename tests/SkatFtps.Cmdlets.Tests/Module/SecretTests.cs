using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Text;
using System.Threading.Tasks;
using SkatFtps.Cmdlets.Tests.Support;
using SkatFtps.Simulator;
using SkatFtps.Simulator.Scripting;
using Xunit;

namespace SkatFtps.Cmdlets.Tests.Module;

public sealed class SecretTests
{
    [Fact]
    public async Task The_dialogue_is_shown_and_the_password_is_not()
    {
        await using Rehearsal rehearsal = Rehearsal.Start();
        rehearsal.Write("1.xml");

        ScriptRun run = rehearsal.Run(
            "Connect-SkatGateway @connect -Verbose -Debug; Send-SkatFile $folder/1.xml CRS -Verbose -Debug; Get-SkatStatus -Verbose -Debug; " +
            "Receive-SkatResponse $folder/svar -Remove -Verbose -Debug; Disconnect-SkatGateway -PassThru -Verbose -Debug").Succeeded();

        string[] dialogue = ["> AUTH TLS", "< 234 ", "> PASS ****", "< 230 ", "> PROT P", "> STOR 1.xml", "< 226 ", "> DELE ", "> QUIT"];
        Assert.All(dialogue, part => Assert.Contains(run.Verbose, line => line.Contains(part, StringComparison.Ordinal)));
        Assert.All(
            run.Verbose.Where(line => line.Contains("> ", StringComparison.Ordinal)), line => Assert.Matches(@"^ *\d+\.\d{3} s > ", line));
        Assert.Contains(run.Debug, line => line.Contains("session reused", StringComparison.Ordinal));
        AssertNoSecret(rehearsal, run);
    }

    [Theory]
    [InlineData(230, "Welcome, your password was {0}")]
    [InlineData(530, "Wrong password '{0}'")]
    [InlineData(530, "Two lines\nwith {0}")]
    public async Task A_server_that_echoes_the_password_does_not_get_it_shown(int code, string text)
    {
        await using Rehearsal rehearsal = Rehearsal.Start();
        rehearsal.Script.On(GatewayStep.Pass).Reply(
            code, string.Format(System.Globalization.CultureInfo.InvariantCulture, text, rehearsal.Account.Password));

        AssertNoSecret(rehearsal, rehearsal.Run("Connect-SkatGateway @connect -Verbose -Debug"));
    }

    [Theory]
    [InlineData("$connect.CertificatePassword = $connect.Password; Connect-SkatGateway @connect -Verbose -Debug")]
    [InlineData("$connect.Password = $connect.CertificatePassword; Connect-SkatGateway @connect -Verbose -Debug")]
    [InlineData("$connect.CertificatePath = $connect.TrustedRootPath; Connect-SkatGateway @connect -Verbose -Debug")]
    public async Task No_error_names_a_password(string script)
    {
        await using Rehearsal rehearsal = Rehearsal.Start();

        ScriptRun run = rehearsal.Run(script);

        Assert.Single(run.Errors);
        AssertNoSecret(rehearsal, run);
    }

    [Fact]
    public void The_simulators_object_shows_its_passwords_to_nobody_who_only_looks()
    {
        using Prompt prompt = new();

        ScriptRun run = prompt.Run("$simulator = Start-SkatSimulator; $simulator; $simulator.ConnectParameters;"
            + " \"$simulator\"").Succeeded();
        string shown = TextOf(run);
        string[] secrets = [.. prompt.Run("[System.Net.NetworkCredential]::new('', $simulator.Password).Password;"
            + " [System.Net.NetworkCredential]::new('', $simulator.CertificatePassword).Password").All<string>()];

        Assert.Equal(2, secrets.Length);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, shown, StringComparison.Ordinal));
    }

    private static void AssertNoSecret(Rehearsal rehearsal, ScriptRun run)
    {
        string all = TextOf(run);
        Assert.DoesNotContain(rehearsal.Account.Password, all, StringComparison.Ordinal);
        Assert.DoesNotContain(rehearsal.Account.CertificatePassword, all, StringComparison.Ordinal);
    }

    /// <summary>
    /// Everything that a run wrote: all streams, and all that can be read off its objects and errors, several levels deep.
    /// </summary>
    private static string TextOf(ScriptRun run)
    {
        StringBuilder text = new();
        foreach (string line in run.Verbose.Concat(run.Debug).Concat(run.Warnings)) { text.AppendLine(line); }
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        foreach (ErrorRecord error in run.Errors)
        {
            text.AppendLine(error.ToString()).AppendLine(error.Exception.ToString()).AppendLine(error.ErrorDetails?.RecommendedAction);
            Append(text, error.Exception, seen, 6);
            Append(text, error.TargetObject, seen, 6);
        }

        foreach (PSObject one in run.Output) { Append(text, one.BaseObject, seen, 6); }
        return text.ToString();
    }

    private static void Append(StringBuilder text, object? value, HashSet<object> seen, int depth)
    {
        if (value is null || depth == 0 || (!value.GetType().IsValueType && !seen.Add(value))) { return; }
        text.AppendLine(value.ToString());
        if (value is IEnumerable items and not string)
        {
            foreach (object? item in items) { Append(text, item, seen, depth - 1); }
        }

        if (value.GetType().Namespace?.StartsWith("SkatFtps", StringComparison.Ordinal) != true
            && value is not Exception and not DictionaryEntry) { return; }
        foreach (PropertyInfo property in value.GetType().GetProperties().Where(
            one => one.CanRead && one.GetIndexParameters().Length == 0 && one.Name != "TargetSite"))
        {
            Append(text, property.GetValue(value), seen, depth - 1);
        }
    }
}
