using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ledger;

namespace SkatFtps.LedgerWorker;

/// <summary>
/// A sender's steps for tests that care for no more than these: a content by its whole hash, and nothing known of what travelled.
/// </summary>
public static class LedgerSteps
{
    /// <summary>
    /// As <see cref="SubmissionLedger.TryReserveAsync"/>, for a content whose hash, hexadecimal, and length in bytes are known.
    /// </summary>
    public static async Task<Reservation> ReserveAsync(
        this SubmissionLedger ledger, string service, string fileName, string sha256, long length, bool allowDuplicateContent,
        bool validateOnly, CancellationToken stop) =>
        (await ledger.TryReserveAsync(service, fileName, ContentMark.OfWhole(length, sha256), allowDuplicateContent, validateOnly, stop))!;

    /// <summary>226 was read.</summary>
    public static Task<SubmissionState> SentAsync(this SubmissionLedger ledger, Reservation reservation, CancellationToken stop) =>
        ledger.SentAsync(reservation, null, stop);

    /// <summary>STOR was written, and nothing tells how much of the file went.</summary>
    public static Task<SubmissionState> InDoubtAsync(
        this SubmissionLedger ledger, Reservation reservation, string reason, CancellationToken stop) =>
        ledger.InDoubtAsync(reservation, reason, new UploadFacts { ReviewReason = reason }, stop);
}
