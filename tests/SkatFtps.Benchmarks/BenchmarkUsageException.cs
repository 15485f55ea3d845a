using System;

namespace SkatFtps.Benchmarks;

/// <summary>The arguments make no benchmark; exit code 2.</summary>
public sealed class BenchmarkUsageException(string message) : Exception(message);
