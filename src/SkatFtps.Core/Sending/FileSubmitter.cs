using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Files;
using SkatFtps.Ftp;
using SkatFtps.Gateway;
using SkatFtps.Ledger;

namespace SkatFtps.Sending;

/// <summary>
/// Sends one file, once: check, promise (ledger), place, copy, record. The ledger speaks before the network, because a reused name is
/// refused only later, by status 0; and it hears of the STOR before the STOR leaves.
/// </summary>
internal sealed class FileSubmitter(GatewaySession session, SubmitOptions options, IProtocolLog log)
{
    private readonly GatewaySession _session = session;
    private readonly SubmitOptions _options = options;
    private readonly IProtocolLog _log = log;

    /// <exception cref="GatewayException"><see cref="GatewayException.SafeToResend"/> is set.</exception>
    public async Task<Submission> SubmitAsync(string service, FileInfo file, CancellationToken stop)
    {
        using FilingFile filing = FilingFile.Open(file, _options.Name ?? file.Name, ServiceCatalogue.NeedsAscii(service));
        try
        {
            FtpName folder = _session.FolderOf(service);
            return _session.Ledger is null
                ? await SendUnrecordedAsync(service, folder, filing, stop).ConfigureAwait(false)
                : await SendRecordedAsync(_session.Ledger, service, folder, filing, stop).ConfigureAwait(false);
        }
        catch (GatewayException e) when (e.SafeToResend is null)
        {
            throw (e.ErrorId == "ServiceNotPermitted" ? _session.NotPermitted(service, e) : e).AboutSending(filing.Name, safe: e.ErrorId != "SubmissionInDoubt");
        }
        catch (LedgerException e)
        {
            // A name or content that was sent before must not be sent again; of every other refusal of the ledger nothing has left yet.
            throw new GatewayException(e.ErrorId, $"'{filing.Name}' was not sent. {e.Fact}", e.RecommendedAction, e) { SafeToResend = e.Earlier is null, SessionUsable = true };
        }
    }

    private async Task<Submission> SendUnrecordedAsync(string service, FtpName folder, FilingFile filing, CancellationToken stop)
    {
        using HashingStream hashing = filing.Hashing();
        await StoreAsync(folder, filing, filing.Content(hashing), null, stop).ConfigureAwait(false);
        return Done(service, filing, hashing.Finish());
    }

    private async Task<Submission> SendRecordedAsync(SubmissionLedger ledger, string service, FtpName folder, FilingFile filing, CancellationToken stop)
    {
        ContentMark content = await filing.MarkAsync(stop).ConfigureAwait(false);
        bool validateOnly = ValidationName.Is(filing.Name);

        // Validating the same content again files nothing twice.
        bool allowDuplicate = _options.AllowDuplicateContent || validateOnly;
        Reservation? reservation = await ledger.TryReserveAsync(service, filing.Name, content, allowDuplicate, validateOnly, stop).ConfigureAwait(false);
        if (reservation is null)
        {
            // As long as an earlier one, with the same beginning and the same end: read to its end, it is told apart.
            content = ContentMark.OfLarge(content.Length, content.Key, await filing.HashAsync(stop).ConfigureAwait(false));
            reservation = (await ledger.TryReserveAsync(service, filing.Name, content, allowDuplicate, validateOnly, stop).ConfigureAwait(false))!;
        }

        using HashingStream? hashing = content.Sha256 is null ? filing.Hashing() : null;
        bool begun = false;
        try
        {
            await StoreAsync(folder, filing, filing.Content(hashing), BeginAsync, stop).ConfigureAwait(false);
        }
        catch (GatewayException e) when (e.ErrorId == "SubmissionInDoubt")
        {
            await RecordAsync(() => ledger.InDoubtAsync(reservation, e.Message, CancellationToken.None)).ConfigureAwait(false);
            throw;
        }
        catch (LedgerException e) when (e.ErrorId == "LedgerOwnershipLost" || e.Earlier is not null)
        {
            // The ledger itself took the row back.
            throw;
        }
        catch (Exception e)
        {
            await RecordAsync(() => ledger.WithdrawnAsync(reservation, e.Message, CancellationToken.None)).ConfigureAwait(false);
            throw;
        }

        // The gateway has confirmed the file; whatever the ledger says now, it was sent.
        string sha256 = hashing?.Finish() ?? content.Sha256!.ToUpperInvariant();
        await RecordAsync(() => ledger.SentAsync(reservation, sha256, CancellationToken.None)).ConfigureAwait(false);
        _session.Remember(filing.Name);
        if (filing.HasChanged)
        {
            _log.Write(ProtocolLogKind.Warning, $"'{filing.Name}' was written to while it was being sent: what arrived need not be what the ledger has the hash of.");
        }

        return Done(service, filing, sha256);

        // The second time where the first connection was given up before STOR was written; the row is ours and Sending since.
        async Task BeginAsync(CancellationToken token)
        {
            await (begun ? ledger.RenewAsync(token) : ledger.BeginSendingAsync(reservation, token)).ConfigureAwait(false);
            begun = true;
        }
    }

    private Task StoreAsync(FtpName folder, FilingFile filing, Stream content, Func<CancellationToken, Task>? sending, CancellationToken stop) =>
        _session.RunAsync(
            connection => connection.StoreAsync(
                new FtpUpload(folder, filing.Name, content) { Ascii = filing.Ascii, Progress = _options.Progress, Sending = sending }, stop),
            _log,
            stop);

    // The outcome on the wire is a fact already. A ledger that cannot take it leaves the row as it is, which whoever looks next reads as in doubt.
    private async Task RecordAsync(Func<Task> record)
    {
        try
        {
            await record().ConfigureAwait(false);
        }
        catch (LedgerException e)
        {
            _log.Write(ProtocolLogKind.Warning, "The ledger could not be told how it ended, and will have the file as in doubt: " + e.Message);
        }
    }

    private static Submission Done(string service, FilingFile filing, string sha256) =>
        new(service, filing.Name, filing.FullName, filing.Length, sha256, DateTimeOffset.Now);
}
