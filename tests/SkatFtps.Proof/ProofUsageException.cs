using System;

namespace SkatFtps.Proof;

/// <summary>The programme was called in a way that it does not know.</summary>
internal sealed class ProofUsageException(string message) : Exception(message)
{
}
