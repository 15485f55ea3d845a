namespace SkatFtps.Ledger;

/// <summary>What is to be reserved.</summary>
internal sealed class ReservationEntry
{
    public ReservationEntry(string service, string fileName, string sha256, long length, bool allowDuplicate, bool validateOnly)
    {
        Service = service;
        FileName = fileName;
        Sha256 = sha256;
        Length = length;
        AllowDuplicate = allowDuplicate;
        ValidateOnly = validateOnly;
    }

    public string Service { get; }

    public string FileName { get; }

    public string Sha256 { get; }

    public long Length { get; }

    public bool AllowDuplicate { get; }

    public bool ValidateOnly { get; }
}
