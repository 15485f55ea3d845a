using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Text.RegularExpressions;
using SkatFtps.Cmdlets.Tests.Support;
using SkatFtps.Cmdlets.Views;
using Xunit;

namespace SkatFtps.Cmdlets.Tests.Views;

/// <summary>
/// The text that the views make of real objects, beside samples that a person has looked at. Real PowerShell shows the same; the engine
/// here has no Format-List, so lists are shown by views that leave it no choice.
/// </summary>
public sealed class ViewTests(Shown shown) : IClassFixture<Shown>
{
    private const string Samples = "tests/SkatFtps.Cmdlets.Tests/Views/Samples";

    public static TheoryData<string, int> TypesAndWidths
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (string type in TypesOfViews)
            {
                data.Add(type, 80);
                data.Add(type, 120);
            }

            return data;
        }
    }

    private static IEnumerable<string> TypesOfViews => new[]
    {
        "ClearedRows", "GatewayCheck", "GatewayService", "GatewaySession", "OutFile", "PreflightFinding", "SkatCertificate",
        "SkatErrorInfo",
        "SkatResponse", "SkatSimulator", "Submission", "SubmissionHistoryEntry", "SubmissionRecord", "SubmissionStatus",
    };

    [Theory]
    [MemberData(nameof(TypesAndWidths))]
    public void A_table_is_as_in_the_sample_and_fits(string type, int width)
    {
        string text = Plain(Show(shown.Objects[type], width, ViewFiles.Formats));

        Assert.All(text.Split('\n'), line => Assert.True(line.TrimEnd().Length <= width, line));
        Assert.Equal(Sample($"{type}.{width}.txt"), Shown.Masked(text));
    }

    [Theory]
    [MemberData(nameof(TypesAndWidths))]
    public void A_list_is_as_in_the_sample_and_fits(string type, int width)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("skatftps-lists-");
        try
        {
            string text = Plain(Show(shown.Objects[type], width, ViewFiles.ListsOnly(folder)));

            Assert.All(text.Split('\n'), line => Assert.True(line.TrimEnd().Length <= width, line));
            // A line that is broken at a blank keeps it at its end or loses it: blanks do not count.
            Assert.Equal(
                Sample($"{type}.list.txt").Replace(" ", string.Empty, StringComparison.Ordinal),
                shown.Unwrapped(text).Replace(" ", string.Empty, StringComparison.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void What_went_wrong_is_in_the_colour_of_errors_and_what_is_through_is_not()
    {
        const string Error = "\u001b[31;1m";
        string statuses = Show(shown.Objects["SubmissionStatus"], 120, ViewFiles.Formats);
        string records = Show(shown.Objects["SubmissionRecord"], 120, ViewFiles.Formats);
        string checks = Show(shown.Objects["GatewayCheck"], 120, ViewFiles.Formats);

        Assert.Contains(Error + "0 Error", statuses, StringComparison.Ordinal);
        Assert.Contains(Error + "FILENAME_CANNOT_BE_REUSED_FOR_TRANSACTION", statuses, StringComparison.Ordinal);
        Assert.DoesNotContain(Error + "3 Exposed", statuses, StringComparison.Ordinal);
        Assert.Contains(Error + "InDoubt", records, StringComparison.Ordinal);
        Assert.Contains(Error + "Failed", checks, StringComparison.Ordinal);
        Assert.DoesNotContain(Error + "Passed", checks, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_cannot_steer_the_terminal() =>
        Assert.Equal(@"a\u001b[2Jb\u009bc, d\u202ee\u200f", ViewText.Shown(new[] { "a\u001b[2Jb\u009bc", "d\u202ee\u200f" }));

    [Theory]
    [InlineData(typeof(Submission))]
    [InlineData(typeof(GatewayCheck))]
    [InlineData(typeof(PreflightFinding))]
    public void Neither_table_nor_list_lets_through_what_would_steer_the_terminal(Type type)
    {
        const string Steering = "a\u001b[2Jb\u0007c\u009b\u202e";
        ConstructorInfo constructor = type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Single();
        PSObject one =
            new(constructor.Invoke([.. constructor.GetParameters().Select(parameter => parameter.ParameterType == typeof(string) ? Steering
            : parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null)]));
        DirectoryInfo folder = Directory.CreateTempSubdirectory("skatftps-lists-");
        try
        {
            foreach (string text in new[] { Show([one], 120, ViewFiles.Formats), Show([one], 120, ViewFiles.ListsOnly(folder)) })
            {
                Assert.Contains(@"a\u001b[2Jb\u0007c", text, StringComparison.Ordinal);
                Assert.DoesNotContain("\u001b[2J", text, StringComparison.Ordinal);
                Assert.DoesNotContain("\u0007", text, StringComparison.Ordinal);
                Assert.DoesNotContain("\u009b", text, StringComparison.Ordinal);
                Assert.DoesNotContain("\u202e", text, StringComparison.Ordinal);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Show(IEnumerable<PSObject> objects, int width, IEnumerable<string> views)
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows()) { state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass; }
        foreach (string path in views) { state.Formats.Add(new SessionStateFormatEntry(path)); }
        var host = new RecordingHost(width: width);
        using Runspace runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.Open();
        using PowerShell shell = PowerShell.Create(runspace);
        shell.AddCommand("Out-Default").Invoke(objects);
        return host.Text;
    }

    private static string Plain(string text) => Regex.Replace(text, "\u001b\\[[0-9;]*m", string.Empty);

    private static string Sample(string name) => File.ReadAllText(Repository.InRoot(Path.Combine(Samples, name))).ReplaceLineEndings("\n");
}
