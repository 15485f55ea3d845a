namespace SkatFtps.Ledger;

/// <summary>Which ledger it is, and how often an account was written to in it.</summary>
internal readonly struct LedgerIdentity(string ledger, long counter)
{
    /// <summary>Random, made with the ledger.</summary>
    public string Ledger { get; } = ledger;

    /// <summary>Rises with every write.</summary>
    public long Counter { get; } = counter;

    /// <summary>Whether a ledger that shows this can be the one that showed <paramref name="earlier"/>.</summary>
    public bool Follows(LedgerIdentity earlier) => Ledger == earlier.Ledger && Counter >= earlier.Counter;
}
