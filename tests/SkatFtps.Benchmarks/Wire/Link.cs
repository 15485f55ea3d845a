using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;

namespace SkatFtps.Benchmarks.Wire;

/// <summary>The line between server and client: an emulated long one between two network namespaces, or loopback.</summary>
internal sealed class Link : IDisposable
{
    private readonly string? _emulator;
    private readonly int _roundTrip;

    private Link(string? emulator, int roundTrip)
    {
        _emulator = emulator;
        _roundTrip = roundTrip;
    }

    public string ServerAddress => _emulator is null ? "127.0.0.1" : "10.99.0.1";

    /// <summary>In words, for the table.</summary>
    public string Description => _emulator is null ? "loopback" : $"{_roundTrip} ms link";

    /// <param name="emulator">Its script; null: loopback.</param>
    /// <param name="roundTrip">Milliseconds.</param>
    public static Link Up(string? emulator, int roundTrip)
    {
        if (emulator is not null)
        {
            Run(emulator, "up", roundTrip.ToString(CultureInfo.InvariantCulture));
        }

        return new Link(emulator, roundTrip);
    }

    /// <summary>How a program is started on the server's side.</summary>
    public ProcessStartInfo OnServer(params IEnumerable<string> command) => On("srv", command);

    /// <summary>How a program is started on the client's side.</summary>
    public ProcessStartInfo OnClient(params IEnumerable<string> command) => On("cli", command);

    public void Dispose()
    {
        if (_emulator is not null)
        {
            Run(_emulator, "down");
        }
    }

    private ProcessStartInfo On(string side, IEnumerable<string> command)
    {
        string[] all = _emulator is null ? [.. command] : [_emulator, side, .. command];
        return new ProcessStartInfo(all[0], all[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
    }

    private static void Run(string emulator, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(emulator, arguments))!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new BenchmarkFailedException($"'{emulator} {string.Join(' ', arguments)}' ended with {process.ExitCode}.");
        }
    }
}
