using System.Collections.Generic;
using System.Diagnostics;
using System.Threading.Tasks;

namespace SkatFtps.Peers.Tests;

/// <summary>Runs a program to its end.</summary>
internal static class ExternalProgram
{
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string program, params IEnumerable<string> arguments)
    {
        using Process process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }
}
