namespace SkatFtps.Core.Tests.Support;

/// <summary>What arrived on one data connection.</summary>
internal sealed record DataReceived(byte[] Content, DataEnd End);
