namespace SkatFtps.Core.Tests.Support;

/// <summary>What arrived on one data connection.</summary>
internal sealed record ReceivedFile(byte[] Content, DataEnd End);
