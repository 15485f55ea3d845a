using System.IO;
using System.Threading;
using System.Threading.Tasks;
using BenchmarkDotNet.Attributes;
using SkatFtps.Files;

namespace SkatFtps.Benchmarks.InMemory;

/// <summary>SHA-256 in passing, as an upload and a download take it; one operation is one byte.</summary>
public class HashBenchmarks
{
    private const int Size = 16 * 1024 * 1024;
    private const int Part = 256 * 1024;

    private readonly byte[] _buffer = new byte[Part];

    [Benchmark(OperationsPerInvoke = Size)]
    public async Task<string> Pass()
    {
        using var stream = new HashingStream(Stream.Null);
        for (int at = 0; at < Size; at += Part)
        {
            await stream.WriteAsync(_buffer, 0, Part, CancellationToken.None);
        }

        return stream.Finish();
    }
}
