using System;

namespace SkatFtps.Host;

/// <summary>The command line cannot be carried out; nothing has been run.</summary>
internal sealed class UsageException(string message) : Exception(message)
{
}
