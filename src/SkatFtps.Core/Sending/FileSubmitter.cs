using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Files;
using SkatFtps.Ftp;
using SkatFtps.Gateway;
using SkatFtps.Ledger;
using SkatFtps.Session;

namespace SkatFtps.Sending;

/// <summary>
/// Sends one file, once: check, promise (ledger), place, copy, record. The ledger speaks before the network, because a reused name is
/// refused only later, by status 0; and it hears of the STOR before the STOR leaves.
/// </summary>
internal sealed class FileSubmitter(GatewaySession session, SubmitOptions options, IProtocolLog log)
{
    // What a large file may still be read for when the command was stopped.
    private static readonly TimeSpan AfterStop = TimeSpan.FromSeconds(1);

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
            throw (e.ErrorId == "ServiceNotPermitted" ? _session.NotPermitted(service, e) : e).AboutSending(
                filing.Name, safe: !e.MayHaveArrived);
        }
        catch (LedgerException e)
        {
            // A name or content that was sent before must not be sent again; of every other refusal of the ledger nothing has left yet.
            throw new GatewayException(e.ErrorId, $"'{filing.Name}' was not sent. {e.Fact}", e.RecommendedAction, e)
            {
                SafeToResend = e.Earlier is null,
                SessionUsable = true,
            };
        }
    }

    private async Task<Submission> SendUnrecordedAsync(string service, FtpName folder, FilingFile filing, CancellationToken stop)
    {
        using PromisedContent promised = filing.Promised(null);
        using var hashing = new HashingStream(promised);
        bool ended = await StoreAsync(
            folder, filing, filing.Content(hashing), _options.Progress, null, null, null, stop).ConfigureAwait(false);
        _session.Remember(filing.Name, null);
        return Done(service, filing, hashing.Finish(), ended);
    }

    private async Task<Submission> SendRecordedAsync(
        SubmissionLedger ledger, string service, FtpName folder, FilingFile filing, CancellationToken stop)
    {
        (Reservation reservation, ContentMark content) = await ReserveAsync(ledger, service, filing, stop).ConfigureAwait(false);

        // In TYPE I what went is the file, and its hash the file's.
        using PromisedContent promised = filing.Promised(content);
        using HashingStream? hashing = content.Sha256 is null && filing.Ascii ? new HashingStream(promised) : null;
        using var outgoing = new OutgoingContent(filing.Content(hashing ?? (Stream)promised));
        bool ended;
        try
        {
            ended = await StoreAsync(folder, filing, outgoing, Progress, content, ledger, reservation, stop).ConfigureAwait(false);
        }
        catch (GatewayException e) when (e.MayHaveArrived)
        {
            await RecordDoubtAsync(ledger, reservation, filing, content, outgoing, e, stop).ConfigureAwait(false);
            throw;
        }
        catch (LedgerException e) when (e.ErrorId == "LedgerOwnershipLost" || e.Earlier is not null)
        {
            // The ledger itself took the row back.
            throw;
        }
        catch (Exception e)
        {
            await RecordAsync(
                filing, "was not sent", () => ledger.WithdrawnAsync(reservation, e.Message, CancellationToken.None)).ConfigureAwait(false);
            throw;
        }

        // The gateway has confirmed the file; whatever the ledger says now, it was sent.
        string sha256 = content.Sha256?.ToUpperInvariant() ?? hashing?.Finish() ?? outgoing.Finish();
        var facts = new UploadFacts { Sha256 = sha256, WireLength = outgoing.Written, WireSha256 = outgoing.Finish() };
        await RecordAsync(filing, "was sent", () => ledger.SentAsync(reservation, facts, CancellationToken.None)).ConfigureAwait(false);
        _session.Remember(filing.Name, reservation.Id);
        if (filing.HasChanged)
        {
            _log.Write(ProtocolLogKind.Warning, $"'{filing.Name}' was touched while it was being sent, or right after. What was sent is"
                + $" what had been read: its SHA-256 is {sha256}.");
        }

        return Done(service, filing, sha256, ended);

        void Progress(long total)
        {
            outgoing.Confirm(total);
            _options.Progress?.Invoke(total);
        }
    }

    private async Task<(Reservation Held, ContentMark Content)> ReserveAsync(
        SubmissionLedger ledger, string service, FilingFile filing, CancellationToken stop)
    {
        ContentMark content = await filing.MarkAsync(stop).ConfigureAwait(false);
        bool validateOnly = ValidationName.Is(filing.Name);

        // Validating the same content again files nothing twice.
        bool allowDuplicate = _options.AllowDuplicateContent || validateOnly;
        try
        {
            Reservation? held = await ledger.TryReserveAsync(
                service, filing.Name, content, allowDuplicate, validateOnly, stop).ConfigureAwait(false);
            if (held is null)
            {
                // As long as an earlier one, with the same beginning and the same end: read to its end, it is told apart.
                content = ContentMark.OfLarge(content.Length, content.Key, await filing.HashAsync(stop).ConfigureAwait(false));
                held = (await ledger.TryReserveAsync(
                    service, filing.Name, content, allowDuplicate, validateOnly, stop).ConfigureAwait(false))!;
            }

            return (held, content);
        }
        catch (LedgerException e) when (e is { ErrorId: "FileNameAlreadySent", Earlier: not null })
        {
            throw await RefusedNameAsync(e, e.Earlier, filing, content, stop).ConfigureAwait(false);
        }
    }

    // A run that was cut off left the file where it was; the next must know whether it is that file or another that took the name.
    private static async Task<GatewayException> RefusedNameAsync(
        LedgerException e, LedgerSubmission earlier, FilingFile filing, ContentMark content, CancellationToken stop)
    {
        bool? same = earlier.Length != filing.Length ? false
            : earlier.Sha256 is null ? null
            : string.Equals(
                earlier.Sha256, content.Sha256 ?? await filing.HashAsync(stop).ConfigureAwait(false), StringComparison.OrdinalIgnoreCase);
        string found = same switch
        {
            true => "This file is that one, by its SHA-256.",
            false => "This file has another content.",
            null => "Whether this file is that one is not known.",
        };
        return new GatewayException(e.ErrorId, $"'{filing.Name}' was not sent. {e.Fact} {found}", e.RecommendedAction, e)
        {
            SafeToResend = false,
            SessionUsable = true,
            IsSameFile = same,
        };
    }

    private async Task RecordDoubtAsync(
        SubmissionLedger ledger, Reservation reservation, FilingFile filing, ContentMark content, OutgoingContent outgoing,
        GatewayException e, CancellationToken stop)
    {
        var facts = new UploadFacts
        {
            Sha256 = content.Sha256,
            WireLength = outgoing.Written,
            WireSha256 = outgoing.Finish(),
            ReviewReason = WhyReview(filing, outgoing.Written, e),
        };
        await RecordAsync(
            filing, "is in doubt", () => ledger.InDoubtAsync(reservation, e.Message, facts, CancellationToken.None)).ConfigureAwait(false);

        // After the record, for it may take as long as the upload would have.
        if (content.Sha256 is null && await HashToEndAsync(filing, stop).ConfigureAwait(false) is string sha256)
        {
            await RecordAsync(
                filing, "is in doubt", () => ledger.RecordHashAsync(reservation, sha256, CancellationToken.None)).ConfigureAwait(false);
        }
    }

    // Null where the server's end, after ours, says that it had read all of it: what is not known then is only what became of it.
    private static string? WhyReview(FilingFile filing, long written, GatewayException e)
    {
        if (e.InnerException is FtpsException { ServerEndedTls: true })
        {
            return null;
        }

        string heard = e.InnerException is FtpsException
            ? "neither 226 nor the end of the server's stream says that they arrived"
            : "226 came, and not the end of the server's stream";
        return $"{written} bytes were handed to the network, of a file of"
            + $" {filing.Length}{(filing.Ascii ? " before its line ends were made CRLF" : string.Empty)}; {heard}. {e.Fact}";
    }

    // Null where the file is no longer the one that was being sent, or cannot be read, or whoever stops the command does not want to wait.
    private static async Task<string?> HashToEndAsync(FilingFile filing, CancellationToken stop)
    {
        using var late = new CancellationTokenSource();
        using CancellationTokenRegistration stopping = stop.Register(() => late.CancelAfter(AfterStop));
        try
        {
            string sha256 = await filing.HashAsync(late.Token).ConfigureAwait(false);
            return filing.HasChanged ? null : sha256;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <returns>Whether the server ended its side of the data connection too.</returns>
    private async Task<bool> StoreAsync(
        FtpName folder, FilingFile filing, Stream content, Action<long>? progress, ContentMark? mark, SubmissionLedger? ledger,
        Reservation? reservation, CancellationToken stop)
    {
        ServerEnd? end = null;
        FtpUploadResult result = await _session.RunAsync(
            null,
            async connection =>
            {
                end = await _session.ServerEndAsync(stop).ConfigureAwait(false);
                await end.EnsureTrustedAsync(_log, stop).ConfigureAwait(false);
                var upload = new FtpUpload(folder, filing.Name, content)
                {
                    Ascii = filing.Ascii,
                    Progress = progress,
                    AwaitsServerEnd = end.IsAwaited(_session),
                    ExpectsServerEnd = end.IsExpected(_session),
                    Sending = BeginAsync,
                };
                if (ledger is not null && reservation is not null)
                {
                    upload.BeforeStor = () => ledger.VerifyAwake(reservation);
                }

                return await connection.StoreAsync(upload, stop).ConfigureAwait(false);
            },
            _log,
            stop).ConfigureAwait(false);
        await end!.JudgeAsync(_session, filing.Name, result.ServerEndedTls, _log).ConfigureAwait(false);
        return result.ServerEndedTls;

        // Called again where the first connection was given up before STOR was written: the row must still be ours and Sending then.
        async Task BeginAsync(CancellationToken token)
        {
            await filing.EnsureUnchangedAsync(mark, token).ConfigureAwait(false);
            if (ledger is not null && reservation is not null)
            {
                await ledger.BeginSendingAsync(reservation, token).ConfigureAwait(false);
            }
        }
    }

    // The outcome on the wire is a fact already. The ledger keeps it in memory, and writes it before anything else as soon as it can.
    private async Task RecordAsync(FilingFile filing, string outcome, Func<Task> record)
    {
        try
        {
            await record().ConfigureAwait(false);
        }
        catch (LedgerException e)
        {
            _log.Write(
                ProtocolLogKind.Warning,
                $"'{filing.Name}' {outcome}, and the ledger could not be told: {e.Fact} It is kept, and written as soon as the ledger"
                    + " can be used again:"
                + " keep this session open until then, and end it with Disconnect-SkatGateway, which tries once more.");
        }
    }

    private static Submission Done(string service, FilingFile filing, string sha256, bool ended) =>
        new(service, filing.Name, filing.FullName, filing.Length, sha256, DateTimeOffset.Now) { ServerEndedTls = ended };
}
