using System;

namespace SkatFtps.Benchmarks;

/// <summary>A program that is measured failed, or did not do what it was asked: there is no figure.</summary>
public sealed class BenchmarkFailedException(string message) : Exception(message);
