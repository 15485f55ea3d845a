namespace SkatFtps.Ledger.Sql;

/// <summary>What a driver's error means for the ledger.</summary>
internal enum LedgerFault
{
    Busy,
    ReadOnly,
    Unreadable,
    Full,
    LoginRefused,
    Unavailable,

    /// <summary>The tables are not there any more.</summary>
    Gone,
    Other,
}
