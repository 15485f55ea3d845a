using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;

namespace SkatFtps.Core.Tests.Ledger;

/// <summary>Another process at the ledger.</summary>
public sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;

    public WorkerProcess(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "SkatFtps.LedgerWorker.dll"));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
    }

    public int Id => _process.Id;

    /// <summary>Null at the end of its output.</summary>
    public Task<string?> ReadLineAsync() => _process.StandardOutput.ReadLineAsync();

    public async Task ExpectAsync(string line)
    {
        string? said = await ReadLineAsync();
        if (said != line)
        {
            throw new InvalidOperationException($"The worker said '{said}' instead of '{line}'. {await ErrorAsync(said)}");
        }
    }

    public void Go()
    {
        _process.StandardInput.WriteLine("go");
        _process.StandardInput.Flush();
    }

    /// <summary>All it says until it ends well.</summary>
    public async Task<IReadOnlyList<string>> ReadToEndAsync()
    {
        Task<string> errors = _process.StandardError.ReadToEndAsync();
        var lines = new List<string>();
        while (await ReadLineAsync() is string line)
        {
            lines.Add(line);
        }

        await _process.WaitForExitAsync();
        if (_process.ExitCode != 0)
        {
            throw new InvalidOperationException($"The worker ended with {_process.ExitCode}: {await errors}");
        }

        return lines;
    }

    /// <summary>SIGKILL, and what it had said until then.</summary>
    public async Task<IReadOnlyList<string>> KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        var lines = new List<string>();
        while (await ReadLineAsync() is string line)
        {
            lines.Add(line);
        }

        return lines;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private async Task<string> ErrorAsync(string? said) => said is null ? await _process.StandardError.ReadToEndAsync() : "";
}
