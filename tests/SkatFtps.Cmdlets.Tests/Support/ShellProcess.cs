using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;

namespace SkatFtps.Cmdlets.Tests.Support;

/// <summary>
/// One run of a script in PowerShell itself, in a process and a home of its own, its input empty: certificate stores and the user's
/// ledger, which tests at the same time look at, stay as they are.
/// </summary>
internal sealed class ShellProcess
{
    private ShellProcess(int exitCode, string output, string errors)
    {
        ExitCode = exitCode;
        Output = output.ReplaceLineEndings("\n");
        Errors = errors.ReplaceLineEndings("\n");
    }

    public int ExitCode { get; }

    public string Output { get; }

    public string Errors { get; }

    public static async Task<ShellProcess> RunAsync(params string[] arguments)
    {
        DirectoryInfo home = Directory.CreateTempSubdirectory("skatftps-home-");
        try
        {
            using Process process = Process.Start(Arrange(home.FullName, arguments))!;
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync().ConfigureAwait(false);
            return new ShellProcess(process.ExitCode, await output.ConfigureAwait(false), await errors.ConfigureAwait(false));
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    private static ProcessStartInfo Arrange(string home, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["pwsh", "-NoProfile", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Repository.Root,
        };

        // The tool is restored into the caller's home and would be looked for in this one.
        start.Environment["DOTNET_CLI_HOME"] =
            Environment.GetEnvironmentVariable("DOTNET_CLI_HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        start.Environment["HOME"] = home;
        return start;
    }
}
