using System.Collections.Generic;
using System.Diagnostics;
using System.Threading.Tasks;

namespace SkatFtps.Cmdlets.Tests.Support;

/// <summary>One run of the Host in a process of its own, its input empty.</summary>
internal sealed class HostProcess
{
    private HostProcess(int exitCode, string output, string errors)
    {
        ExitCode = exitCode;
        Output = output.ReplaceLineEndings("\n");
        Errors = errors.ReplaceLineEndings("\n");
    }

    public int ExitCode { get; }

    public string Output { get; }

    public string Errors { get; }

    public static Task<HostProcess> RunAsync(params string[] arguments) => RunAsync(new Dictionary<string, string>(), arguments);

    public static async Task<HostProcess> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Repository.Root,
        };
        start.ArgumentList.Add(Repository.HostLibrary);
        foreach (string argument in arguments) { start.ArgumentList.Add(argument); }
        start.Environment.Remove("COLUMNS");
        foreach ((string name, string value) in environment) { start.Environment[name] = value; }

        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().ConfigureAwait(false);
        return new HostProcess(process.ExitCode, await output.ConfigureAwait(false), await errors.ConfigureAwait(false));
    }
}
