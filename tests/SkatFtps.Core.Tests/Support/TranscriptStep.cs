namespace SkatFtps.Core.Tests.Support;

/// <summary>One line of a transcript.</summary>
/// <param name="Kind">C: the client must say it; S: the server says it; !: the server does it.</param>
/// <param name="Text">The line without its mark, as written in the file.</param>
internal sealed record TranscriptStep(char Kind, string Text)
{
    public bool IsServers => Kind != 'C';

    public override string ToString() => Kind + (Kind == '!' ? string.Empty : ": ") + Text;
}
