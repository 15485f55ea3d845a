using System;

namespace SkatFtps.Core.Tests.Support;

/// <summary>The client said something else than the transcript has.</summary>
internal sealed class TranscriptMismatchException(string message) : Exception(message)
{
}
