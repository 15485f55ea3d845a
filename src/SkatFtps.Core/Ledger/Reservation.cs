using SkatFtps.Ledger.Rows;

namespace SkatFtps.Ledger;

/// <summary>A held name. Only its holder may begin to send under it.</summary>
public sealed class Reservation
{
    internal Reservation(LedgerSubmission row, long id)
    {
        Row = row;
        Id = id;
    }

    /// <summary>The submission's id in the ledger.</summary>
    public long Id { get; }

    public string Service => Row.Service;

    public string FileName => Row.FileName;

    /// <summary>When sending began, by the ledger's clock that goes on in sleep.</summary>
    internal System.TimeSpan BegunAt { get; set; }

    internal string Token => Row.Token;

    /// <summary>As it was reserved: what is written anew where the ledger has lost it.</summary>
    internal LedgerSubmission Row { get; }
}
