using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Files;
using SkatFtps.Ftp;
using SkatFtps.Ledger;
using SkatFtps.Status;

namespace SkatFtps.Out;

/// <summary>
/// Brings the status files of /out: one listing, and of the files only those that the ledger does not hold. Within the minute that
/// SKAT asks for between two listings, the ledger answers alone.
/// </summary>
internal sealed class StatusCollector(GatewaySession session, IProtocolLog log)
{
    /// <summary>At most one listing of /out in this time on SKAT's hosts (guide, "FTP Structure"); other hosts are free.</summary>
    public static readonly TimeSpan ListingInterval = TimeSpan.FromMinutes(1);

    // Files stay in /out for 30 days; a day's grace for clocks.
    private static readonly TimeSpan Retention = TimeSpan.FromDays(31);

    // Statuses that are claimed together and then written out: one flush of the ledger for so many.
    private const int Part = 500;

    private readonly GatewaySession _session = session;
    private readonly IProtocolLog _log = log;

    /// <param name="query">Which.</param>
    /// <param name="found">Called for each status as it is known.</param>
    /// <param name="failed">Called for each status file that cannot be read or fetched, with its name; the rest go on.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>When /out was listed for this answer; null when the ledger answered alone.</returns>
    public async Task<DateTimeOffset?> CollectAsync(StatusQuery query, Action<SubmissionStatus> found, Action<string, SkatFtpsException> failed, CancellationToken stop)
    {
        SubmissionLedger? ledger = _session.Ledger;
        if (ledger is null)
        {
            HeldStatuses all = await HeldStatuses.FindAsync(await _session.ListAsync(_log, stop).ConfigureAwait(false), name => IsWanted(name, query), null, stop).ConfigureAwait(false);
            await FetchAsync(all.Missing, query, found, failed, null, stop).ConfigureAwait(false);
            return DateTimeOffset.Now;
        }

        ListingPermit permit = await ledger.Activity.TryBeginListingAsync(_session.ListingInterval, query.Force, stop).ConfigureAwait(false);
        if (!permit.Allowed)
        {
            _log.Write(ProtocolLogKind.Note, $"/out was listed at {permit.LastAt!.Value.ToLocalTime():HH:mm:ss}, and at most once a minute is allowed: the ledger answers. -Force lists all the same.");
            await AnswerAsync(ledger, query, null, found, stop).ConfigureAwait(false);
            return null;
        }

        OutListing listed = await _session.ListAsync(_log, stop).ConfigureAwait(false);
        HeldStatuses statuses = await HeldStatuses.FindAsync(listed, IsStatusFile, ledger.Statuses, stop).ConfigureAwait(false);
        await AnswerAsync(ledger, query, statuses, found, stop).ConfigureAwait(false);

        IReadOnlyList<OutFile> wanted = query.IsNarrow ? statuses.Missing.Where(file => IsWanted(file.Name, query)).ToList() : statuses.Missing;
        bool whole = await FetchAsync(wanted, query, found, failed, ledger, stop).ConfigureAwait(false);
        if (whole && !query.IsNarrow)
        {
            // Everything new is in the ledger, so others who wait may read it there.
            await ledger.Activity.RecordListingAsync(permit, listed.Count, stop).ConfigureAwait(false);
        }

        return DateTimeOffset.Now;
    }

    /// <summary>Lists /out if it may and fetches the wanted status files that the ledger does not hold into it.</summary>
    /// <param name="wanted">By the status file's name and its transaction id.</param>
    /// <param name="force">Lists although another listing was made within the minute.</param>
    /// <param name="fetched">Called for each status that was fetched.</param>
    /// <param name="failed">Called for each status file that cannot be read; the rest go on.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>What the ledger said to the listing; null without a ledger, when it is always made.</returns>
    public async Task<ListingPermit?> RefreshAsync(Func<string, string, bool> wanted, bool force, Action<SubmissionStatus> fetched, Action<string, SkatFtpsException> failed, CancellationToken stop)
    {
        SubmissionLedger? ledger = _session.Ledger;
        ListingPermit? permit = ledger is null ? null : await ledger.Activity.TryBeginListingAsync(_session.ListingInterval, force, stop).ConfigureAwait(false);
        if (permit is { Allowed: false })
        {
            return permit;
        }

        OutListing listed = await _session.ListAsync(_log, stop).ConfigureAwait(false);
        HeldStatuses statuses = await HeldStatuses.FindAsync(
            listed,
            file => StatusFileName.TryParse(file, _session.Services, out StatusFileName? name) && wanted(file, name!.FtpTransaktionsId),
            ledger?.Statuses,
            stop).ConfigureAwait(false);
        foreach (OutFile file in statuses.Missing)
        {
            try
            {
                fetched((await FetchAsync(file, stop).ConfigureAwait(false)).Status);
            }
            catch (StatusFileException e)
            {
                failed(file.Name, e);
            }
        }

        if (permit is not null)
        {
            await ledger!.Activity.RecordListingAsync(permit, listed.Count, stop).ConfigureAwait(false);
        }

        return permit;
    }

    /// <summary>Lists /out, which is recorded and never delayed, and tells its status files apart by whether the ledger holds them.</summary>
    /// <returns>Those it holds, and how many it does not.</returns>
    public async Task<(IReadOnlyList<OutFile> Held, int Unread)> ListHeldAsync(SubmissionLedger ledger, CancellationToken stop)
    {
        await ledger.Activity.TryBeginListingAsync(_session.ListingInterval, true, stop).ConfigureAwait(false);
        HeldStatuses statuses = await HeldStatuses.FindAsync(await _session.ListAsync(_log, stop).ConfigureAwait(false), IsStatusFile, ledger.Statuses, stop).ConfigureAwait(false);
        return (statuses.Files, statuses.Missing.Count);
    }

    /// <summary>Fetches and reads one status file; the ledger keeps it before anyone sees it.</summary>
    public async Task<(SubmissionStatus Status, StatusRecorded? Recorded)> FetchAsync(OutFile file, CancellationToken stop)
    {
        if (file.Size > StatusFileReader.MaximumSize)
        {
            throw StatusFileReader.TooLarge(file.Name);
        }

        byte[] bytes = await _session.RunAsync(
            "fetching " + file,
            async connection =>
            {
                using var content = new BoundedStream(StatusFileReader.MaximumSize);
                await connection.RetrieveAsync(_session.Out, file.ServerName, file.Size, content, null, stop).ConfigureAwait(false);
                return content.ToArray();
            },
            _log,
            stop).ConfigureAwait(false);
        SubmissionStatus status = SubmissionStatus.FromFile(file.Name, bytes, _session.Services);
        return (status, _session.Ledger is null ? null : await _session.Ledger.Statuses.RecordAsync(EntryOf(status, bytes), CancellationToken.None).ConfigureAwait(false));
    }

    private bool IsStatusFile(string name) => StatusFileName.IsOne(name, _session.Services);

    private bool IsWanted(string file, StatusQuery query) => StatusFileName.TryParse(file, _session.Services, out StatusFileName? name) && query.MayMatch(name!);

    // True when every file could be fetched and read.
    private async Task<bool> FetchAsync(
        IReadOnlyList<OutFile> files, StatusQuery query, Action<SubmissionStatus> found, Action<string, SkatFtpsException> failed, SubmissionLedger? ledger, CancellationToken stop)
    {
        bool whole = true;
        int done = 0;
        foreach (OutFile file in files)
        {
            query.Progress?.Invoke(done++, files.Count);
            try
            {
                (SubmissionStatus status, StatusRecorded? recorded) = await FetchAsync(file, stop).ConfigureAwait(false);
                if (!query.Matches(status))
                {
                    continue;
                }

                IReadOnlyCollection<long>? claimed = recorded is null ? null : await ledger!.Statuses.ClaimAsync([recorded.Id], CancellationToken.None).ConfigureAwait(false);
                if (!query.NewOnly || claimed is null || claimed.Count > 0)
                {
                    found(status);
                }
            }
            catch (SkatFtpsException e)
            {
                whole = false;
                failed(file.Name, e);
            }
        }

        return whole;
    }

    // What the ledger holds: of the files that are in /out, or, when it was not listed, of the last 30 days. Part by part: a month of a
    // busy account is more than anyone wants to have in memory.
    private async Task AnswerAsync(SubmissionLedger ledger, StatusQuery query, HeldStatuses? present, Action<SubmissionStatus> found, CancellationToken stop)
    {
        if (present is { Files.Count: 0 })
        {
            return;
        }

        var filter = new StatusFilter { NewOnly = query.NewOnly, Since = DateTimeOffset.UtcNow - Retention, Code = query.Codes is { Count: 1 } ? query.Codes.First() : null };
        var part = new List<LedgerStatus>();
        await ledger.Statuses.ReadAsync(
            filter,
            async status =>
            {
                // What the row rules out need not be parsed.
                if (status.Xml is null || query.FtpTransaktionsId?.Invoke(status.TransactionId) == false || present?.Holds(status.StatusFileName) == false)
                {
                    return;
                }

                part.Add(status);
                if (part.Count == Part)
                {
                    await WriteAsync(ledger, query, part, found).ConfigureAwait(false);
                    part.Clear();
                }
            },
            stop).ConfigureAwait(false);
        await WriteAsync(ledger, query, part, found).ConfigureAwait(false);
    }

    private async Task WriteAsync(SubmissionLedger ledger, StatusQuery query, List<LedgerStatus> held, Action<SubmissionStatus> found)
    {
        var matching = new List<(LedgerStatus Held, SubmissionStatus Status)>();
        foreach (LedgerStatus one in held)
        {
            SubmissionStatus status = SubmissionStatus.FromFile(one.StatusFileName, one.Xml!, _session.Services);
            if (query.Matches(status))
            {
                matching.Add((one, status));
            }
        }

        long[] unwritten = matching.Where(one => one.Held.WrittenAt is null).Select(one => one.Held.Id).ToArray();
        IReadOnlyCollection<long> claimed = unwritten.Length == 0 ? unwritten : await ledger.Statuses.ClaimAsync(unwritten, CancellationToken.None).ConfigureAwait(false);
        var mine = new HashSet<long>(claimed);
        foreach ((LedgerStatus one, SubmissionStatus status) in matching)
        {
            if (!query.NewOnly || mine.Contains(one.Id))
            {
                found(status);
            }
        }
    }

    private static StatusEntry EntryOf(SubmissionStatus status, byte[] bytes) =>
        new(status.StatusFileName, status.Service ?? string.Empty, status.FtpTransaktionsId, status.Code, bytes)
        {
            FileName = status.FileName ?? (status.IsUnrelated ? null : status.FtpTransaktionsId),
            Timestamp = status.Timestamp,
            SkatTransactionId = status.SkatTransaktionsId,
            ErrorCode = status.ErrorCode,
            ErrorMessage = status.ErrorMessage,
            ErrorResolution = status.ErrorResolution,
            ResponseNames = status.ResponseFileNames,
        };
}
