using SkatFtps.Ledger;

namespace SkatFtps;

/// <summary>How much <see cref="LedgerArchive.ClearAsync"/> removed, or would.</summary>
public sealed class ClearedRows
{
    internal ClearedRows(long statuses, long responses)
    {
        Statuses = statuses;
        Responses = responses;
    }

    /// <summary>Status files whose XML and error texts went.</summary>
    public long Statuses { get; }

    /// <summary>Responses whose local path went.</summary>
    public long Responses { get; }
}
