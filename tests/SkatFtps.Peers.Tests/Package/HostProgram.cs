using System.Collections.Generic;
using System.Threading.Tasks;
using Xunit;

namespace SkatFtps.Peers.Tests.Package;

/// <summary>Runs a script on the PowerShell engine from NuGet, in a process of its own; <see cref="MadePackage"/> has built it.</summary>
internal static class HostProgram
{
    /// <param name="environment">NAME=value, for the script's process only.</param>
    /// <param name="script">In Package/Scripts.</param>
    /// <param name="arguments">Of the script.</param>
    /// <returns>The lines that it wrote.</returns>
    public static async Task<string[]> RunAsync(IEnumerable<string> environment, string script, params string[] arguments)
    {
        (int exitCode, string output, string errors) = await ExternalProgram.RunAsync(
            "env",
            [
                .. environment, "dotnet", Repository.InRoot("src", "SkatFtps.Host", "bin", "Debug", "net10.0", "SkatFtps.Host.dll"),
                Repository.InRoot("tests", "SkatFtps.Peers.Tests", "Package", "Scripts", script), .. arguments,
            ]);
        Assert.True(exitCode == 0, output + errors);
        return output.Split('\n', System.StringSplitOptions.RemoveEmptyEntries);
    }
}
