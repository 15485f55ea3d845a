using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading.Tasks;

namespace SkatFtps.Benchmarks.Wire;

/// <summary>A program that is measured, as a command line on the client's side.</summary>
/// <param name="Name">As the table has it.</param>
/// <param name="Command">Its command line for the files that lie in a folder.</param>
internal sealed record Contender(string Name, Func<LocalFiles, IReadOnlyList<string>> Command)
{
    public async Task<Measurement> RunAsync(Link link, LocalFiles files)
    {
        ProcessStartInfo start = link.OnClient(Command(files));
        long begin = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        double elapsed = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        return process.ExitCode == 0
            ? new Measurement(elapsed, Measurement.Parse(await output))
            : throw new BenchmarkFailedException($"{Name} ended with {process.ExitCode}: {(await errors).Trim()}");
    }
}
