using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;

namespace SkatFtps.Benchmarks.Wire;

/// <summary>The server's side as the runner sees it.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _directory;

    private RunningServer(Process process, string directory)
    {
        _process = process;
        _directory = directory;
        Facts = new ServerFacts(directory);
    }

    public ServerFacts Facts { get; }

    public static async Task<RunningServer> StartAsync(Link link)
    {
        string directory = Directory.CreateTempSubdirectory("skatftps-bench-").FullName;
        Process process = Process.Start(
            link.OnServer("dotnet", typeof(RunningServer).Assembly.Location, "serve", link.ServerAddress, directory))!;
        if (await process.StandardOutput.ReadLineAsync() != "ready")
        {
            throw new BenchmarkFailedException("ProFTPD did not start: " + await process.StandardError.ReadToEndAsync());
        }

        return new RunningServer(process, directory);
    }

    /// <summary>Throws unless the folder holds so many files of that size, and empties it.</summary>
    public void TakeUploads(string folder, int files, long size, string who)
    {
        FileInfo[] arrived = new DirectoryInfo(Path.Combine(Facts.Home, folder)).GetFiles();
        long bytes = 0;
        foreach (FileInfo file in arrived)
        {
            bytes += file.Length;
            file.Delete();
        }

        if (arrived.Length != files || bytes != files * size)
        {
            throw new BenchmarkFailedException($"{who} brought {arrived.Length} files of {bytes} bytes in all, not {files} of {size}"
                + " each.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_directory, recursive: true);
    }
}
