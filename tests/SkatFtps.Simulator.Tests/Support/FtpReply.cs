namespace SkatFtps.Simulator.Tests.Support;

/// <param name="Code">The three digits of the last line.</param>
/// <param name="Text">All lines as they came, joined by line feeds.</param>
public sealed record FtpReply(int Code, string Text);
