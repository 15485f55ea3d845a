using System;

namespace SkatFtps.Ledger.Sql;

/// <summary>A row that is not as it was written. The connection turns it into LedgerUnreadable.</summary>
internal sealed class DamagedRowException(string message, Exception? inner = null) : InvalidOperationException(message, inner)
{
}
