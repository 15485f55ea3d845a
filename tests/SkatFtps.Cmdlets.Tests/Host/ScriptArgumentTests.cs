using System.IO;
using System.Threading.Tasks;
using SkatFtps.Cmdlets.Tests.Support;
using Xunit;

namespace SkatFtps.Cmdlets.Tests.Host;

/// <summary>The expected texts are what pwsh 7.6 -File says to the same arguments.</summary>
public sealed class ScriptArgumentTests
{
    [Theory]
    [InlineData("Name=bob Count=3 Loud=True Rest=x|-y|z", "-Name", "bob", "-Count", "3", "-Loud", "x", "-y", "z")]
    [InlineData("Name=bob Count=4 Loud=False Rest=", "-Name:bob", "4", "-Loud:false")]
    [InlineData("Name=bob Count=0 Loud=True Rest=", "-Loud:$true", "-Name", "bob")]
    [InlineData("Name=a Count=2 Loud=False Rest=b|c d", "a", "2", "b", "c d")]
    [InlineData("Name= Count=0 Loud=False Rest=")]
    public async Task Arguments_are_bound_as_pwsh_binds_them(string expected, params string[] arguments)
    {
        HostProcess run = await HostProcess.RunAsync(["-File", Scripts.Path("Arguments.ps1"), .. arguments]);

        Assert.Equal(expected, run.Output.Split('\n')[0]);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task An_argument_of_the_wrong_type_is_an_error()
    {
        HostProcess run = await HostProcess.RunAsync(Scripts.Path("Arguments.ps1"), "-Count", "many");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("'Count'", run.Errors, System.StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_script_knows_its_own_path()
    {
        string script = Scripts.Path("Arguments.ps1");
        HostProcess run = await HostProcess.RunAsync(Path.GetRelativePath(Repository.Root, script));

        Assert.Equal(
            [$"root={Path.GetDirectoryName(script)}", $"path={script}", $"command={script}"],
            run.Output.TrimEnd().Split('\n')[1..]);
    }
}
