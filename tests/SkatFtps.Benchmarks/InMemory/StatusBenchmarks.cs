using System;
using System.IO;
using BenchmarkDotNet.Attributes;

namespace SkatFtps.Benchmarks.InMemory;

/// <summary>The guide's own status files; one operation is one file, read into what a user receives.</summary>
public class StatusBenchmarks
{
    private static readonly string[] Services = ["CRS", "Indlaan", "MFFordringIndberet", "Udlaan"];

    private byte[] _file = [];

    [Params("guide-status-0", "guide-status-1", "guide-status-3-response")]
    public string Sample { get; set; } = string.Empty;

    [GlobalSetup]
    public void Read() => _file = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Samples", Sample + ".xml"));

    [Benchmark]
    public SubmissionStatus Parse() => SubmissionStatus.FromFile("status_Udlaan_12345678_2026_filing.zip_1.xml", _file, Services);
}
