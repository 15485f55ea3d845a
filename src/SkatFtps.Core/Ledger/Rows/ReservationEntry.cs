namespace SkatFtps.Ledger.Rows;

/// <summary>What is to be reserved.</summary>
internal sealed class ReservationEntry(string service, string fileName, ContentMark content, bool allowDuplicate, bool validateOnly)
{
    public string Service { get; } = service;

    public string FileName { get; } = fileName;

    public ContentMark Content { get; } = content;

    public bool AllowDuplicate { get; } = allowDuplicate;

    public bool ValidateOnly { get; } = validateOnly;
}
