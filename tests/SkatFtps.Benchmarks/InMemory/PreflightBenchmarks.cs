using System;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using BenchmarkDotNet.Attributes;
using SkatFtps.Preflight;

namespace SkatFtps.Benchmarks.InMemory;

/// <summary>The check before sending of an XML file that lies in the disk's cache; one operation is one byte.</summary>
public class PreflightBenchmarks
{
    private const int Size = 16 * 1024 * 1024;

    private readonly string _path = Path.Combine(Path.GetTempPath(), "skatftps-" + Path.GetRandomFileName() + ".xml");

    [GlobalSetup]
    public void Make()
    {
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<MFFordringIndberet_I>\n");
        while (text.Length < Size - 200)
        {
            text.Append("  <Fordring><FordringhaverReference>").Append(text.Length).Append(
                "</FordringhaverReference><Beloeb>100.00</Beloeb></Fordring>\n");
        }

        text.Append("</MFFordringIndberet_I>\n").Append(' ', Size - text.Length - "</MFFordringIndberet_I>\n".Length);
        File.WriteAllText(_path, text.ToString(), new UTF8Encoding(false));
    }

    [GlobalCleanup]
    public void Remove() => File.Delete(_path);

    [Benchmark(OperationsPerInvoke = Size)]
    public async Task<int> Check() =>
        (await FilingCheck.RunAsync(
            "MFFordringIndberet", new FileInfo(_path), "claims.xml", false, null, CancellationToken.None)).Findings.Count;
}
