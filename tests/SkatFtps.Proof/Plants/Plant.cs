using System.Collections.Generic;

namespace SkatFtps.Proof.Plants;

/// <summary>A fault that is planted in a copy of the product, so that a programme is seen to find it.</summary>
/// <param name="Programme">Which programme finds it.</param>
/// <param name="Changes">Files of the product, by their path from the checkout's root, and in each a text that stands there once and what
/// replaces it.</param>
internal sealed record Plant(string Programme, params (string File, string Text, string Instead)[] Changes)
{
    private const string Ledger = "src/SkatFtps.Core/Ledger/";

    /// <summary>By name.</summary>
    public static IReadOnlyDictionary<string, Plant> All { get; } = new Dictionary<string, Plant>
    {
        ["a sending that is swept is withdrawn"] = new(
            "explorer",
            (Ledger + "Rows/OwnerRows.cs", "after.State = sending ? SubmissionState.InDoubt :"
                + " SubmissionState.Withdrawn;", "after.State = SubmissionState.Withdrawn;")),
        ["the lease is not looked at"] = new(
            "explorer",
            (Ledger + "Rows/OwnerRows.cs", "return row.LeaseUntil >= now;", "return false;")),
        ["a sender that slept sends"] = new(
            "explorer",
            (Ledger + "SubmissionLedger.cs", "if (passed.Ticks > _options.Lease.Ticks / 2)", "if (passed.Ticks < 0)")),
        ["what is no longer held begins"] = new(
            "explorer",
            (Ledger + "Rows/ReservationRows.cs", "if (row.State != SubmissionState.Reserved || row.Owner !="
                + " owner)", "if (row.State == SubmissionState.Sent)"),
            (Ledger + "Rows/SubmissionRows.cs", "if (sending && before.Owner is null)", "if (sending && before.Id < 0)")),
    };
}
