using System.Collections.Generic;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace SkatFtps.Benchmarks.InMemory;

/// <summary>Runs what needs no wire, in this process: another one would have to be restored and compiled first.</summary>
internal static class MemoryBenchmarks
{
    public static void Run(int rounds)
    {
        ManualConfig config = ManualConfig.CreateEmpty()
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(2).WithIterationCount(rounds + 2))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddColumn(new PerSecondColumn())
            .AddExporter(MarkdownExporter.GitHub)
            .AddLogger(ConsoleLogger.Default)
            .WithOptions(ConfigOptions.JoinSummary);
        BenchmarkRunner.Run(
            [typeof(ListingBenchmarks), typeof(StatusBenchmarks), typeof(ReplyBenchmarks), typeof(PreflightBenchmarks), typeof(HashBenchmarks)],
            config);
    }
}
