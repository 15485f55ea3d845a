namespace SkatFtps.Ledger.Rows;

/// <summary>What is to be reserved.</summary>
internal sealed class ReservationEntry
{
    public ReservationEntry(string service, string fileName, ContentMark content, bool allowDuplicate, bool validateOnly)
    {
        Service = service;
        FileName = fileName;
        Content = content;
        AllowDuplicate = allowDuplicate;
        ValidateOnly = validateOnly;
    }

    public string Service { get; }

    public string FileName { get; }

    public ContentMark Content { get; }

    public bool AllowDuplicate { get; }

    public bool ValidateOnly { get; }
}
