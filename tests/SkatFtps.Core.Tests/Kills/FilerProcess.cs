using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using Xunit;

namespace SkatFtps.Core.Tests.Kills;

/// <summary>A KillTarget that has connected and waits for its job.</summary>
internal sealed class FilerProcess : IDisposable
{
    // Nothing waits this long but for a fault; a loaded machine needs many seconds to start a process.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;

    private FilerProcess(Process process) => _process = process;

    public static async Task<FilerProcess> StartAsync(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "SkatFtps.KillTarget.dll"));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var process = new FilerProcess(Process.Start(start)!);
        string? said = await process.ReadLineAsync();
        if (said != "ready")
        {
            Assert.Fail($"The process said '{said}' instead of 'ready'. {await process._process.StandardError.ReadToEndAsync()}");
        }

        return process;
    }

    public void Begin(string job, string point, string what, string where)
    {
        _process.StandardInput.WriteLine(string.Join('\t', job, point, what, where));
        _process.StandardInput.Flush();
    }

    /// <summary>Null at the end of its output.</summary>
    public Task<string?> ReadLineAsync() => _process.StandardOutput.ReadLineAsync().WaitAsync(Patience);

    /// <summary>SIGKILL; returns when the process is no more.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }
}
