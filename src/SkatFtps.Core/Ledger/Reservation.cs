namespace SkatFtps.Ledger;

/// <summary>A held name. Only its holder may begin to send under it.</summary>
public sealed class Reservation
{
    internal Reservation(long id, string token, string service, string fileName)
    {
        Id = id;
        Token = token;
        Service = service;
        FileName = fileName;
    }

    /// <summary>The submission's id in the ledger.</summary>
    public long Id { get; }

    public string Service { get; }

    public string FileName { get; }

    internal string Token { get; }
}
