using SkatFtps.Ledger;

namespace SkatFtps.Out;

/// <summary>A status file that was fetched and read.</summary>
/// <param name="status">What it says.</param>
/// <param name="recorded">What the ledger made of it; null without one.</param>
/// <param name="sha256">The content's, hexadecimal.</param>
/// <param name="length">The content's, bytes.</param>
internal sealed class FetchedStatus(SubmissionStatus status, StatusRecorded? recorded, string sha256, long length)
{
    public SubmissionStatus Status { get; } = status;

    public StatusRecorded? Recorded { get; } = recorded;

    public string Sha256 { get; } = sha256;

    public long Length { get; } = length;

    /// <summary>The ledger held it already.</summary>
    public bool IsKnown => Recorded is { IsNew: false };
}
