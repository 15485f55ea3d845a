using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Xunit;

namespace SkatFtps.Peers.Tests.Package;

/// <summary>Runs a script in PowerShell itself, the tool of this tree, in a process of its own.</summary>
internal static class Shell
{
    /// <param name="environment">NAME=value, for the script's process only.</param>
    /// <param name="script">By its full path.</param>
    /// <param name="arguments">Of the script.</param>
    /// <returns>The lines that it wrote.</returns>
    public static async Task<string[]> RunAsync(IEnumerable<string> environment, string script, params string[] arguments)
    {
        // The tool is looked for in the home that it was restored into, whatever home the script has.
        string toolHome =
            Environment.GetEnvironmentVariable("DOTNET_CLI_HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        (int exitCode, string output, string errors) = await ExternalProgram.RunAsync(
            "env", [
                "-C",
                Repository.Root,
                $"DOTNET_CLI_HOME={toolHome}",
                .. environment,
                "dotnet",
                "pwsh",
                "-NoProfile",
                "-File",
                script,
                .. arguments]);
        Assert.True(exitCode == 0, output + errors);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
