using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Files;
using SkatFtps.Ftp;
using SkatFtps.Gateway;
using SkatFtps.Ledger;
using SkatFtps.Status;
using SkatFtps.Text;

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

    // A status that is too large is read to its end all the same, which spares a login, but not one that does not end.
    private const long MostOfAStatus = 16L * StatusFileReader.MaximumSize;

    private readonly GatewaySession _session = session;
    private readonly IProtocolLog _log = log;
    private readonly Comparisons _comparisons = new();
    private bool _told;

    /// <param name="query">Which.</param>
    /// <param name="found">Called for each status as it is known.</param>
    /// <param name="failed">Called for each status file that cannot be read or fetched, with its name; the rest go on.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>When /out was listed for this answer; null when the ledger answered alone.</returns>
    public async Task<DateTimeOffset?> CollectAsync(
        StatusQuery query, Action<SubmissionStatus> found, Action<string, SkatFtpsException> failed, CancellationToken stop)
    {
        SubmissionLedger? ledger = _session.Ledger;
        if (ledger is null)
        {
            KnownFiles all = await FindAsync(
                await _session.ListAsync(_log, stop).ConfigureAwait(false), name => IsWanted(name, query), stop).ConfigureAwait(false);
            await FetchAsync(all.New, query, found, failed, stop).ConfigureAwait(false);
            return DateTimeOffset.Now;
        }

        ListingPermit permit = await ledger.Activity.TryBeginListingAsync(
            _session.ListingInterval, query.Force, stop).ConfigureAwait(false);
        if (!permit.Allowed)
        {
            _log.Write(ProtocolLogKind.Note, $"/out was listed at {permit.LastAt!.Value.ToLocalTime():HH:mm:ss}, and at most once a"
                + " minute is allowed: the ledger answers. -Force lists all the same.");
            await AnswerAsync(ledger, query, null, found, stop).ConfigureAwait(false);
            return null;
        }

        OutListing listed = await _session.ListAsync(_log, stop).ConfigureAwait(false);
        KnownFiles statuses = await FindAsync(listed, IsStatusFile, stop).ConfigureAwait(false);
        await AnswerAsync(ledger, query, statuses, found, stop).ConfigureAwait(false);

        IReadOnlyList<OutFile> wanted = query.IsNarrow ? statuses.New.Where(file => IsWanted(file.Name, query)).ToList() : statuses.New;
        bool whole = await FetchAsync(wanted, query, found, failed, stop).ConfigureAwait(false);
        whole &= await CompareAsync(
            statuses, name => IsWanted(name, query), file => FetchAsync(file, query, found, failed, stop), stop).ConfigureAwait(false);
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
    public async Task<ListingPermit?> RefreshAsync(
        Func<string, string, bool> wanted,
        bool force,
        Action<SubmissionStatus> fetched,
        Action<string, SkatFtpsException> failed,
        CancellationToken stop)
    {
        SubmissionLedger? ledger = _session.Ledger;
        ListingPermit? permit = ledger is null
            ? null
            : await ledger.Activity.TryBeginListingAsync(_session.ListingInterval, force, stop).ConfigureAwait(false);
        if (permit is { Allowed: false })
        {
            return permit;
        }

        OutListing listed = await _session.ListAsync(_log, stop).ConfigureAwait(false);
        Func<string, bool> isWanted = file => StatusFileName.TryParse(file, _session.Services, out StatusFileName? name)
            && wanted(file, name!.FtpTransaktionsId);
        KnownFiles statuses = await FindAsync(listed, isWanted, stop).ConfigureAwait(false);
        foreach (OutFile file in statuses.New)
        {
            await FetchAsync(file, fetched, failed, stop).ConfigureAwait(false);
        }

        await CompareAsync(statuses, isWanted, file => FetchAsync(file, fetched, failed, stop), stop).ConfigureAwait(false);
        if (permit is not null)
        {
            await ledger!.Activity.RecordListingAsync(permit, listed.Count, stop).ConfigureAwait(false);
        }

        return permit;
    }

    /// <summary>What is known of the status files of a listing.</summary>
    public Task<KnownFiles> FindAsync(OutListing listed, Func<string, bool> isWanted, CancellationToken stop) =>
        KnownFiles.FindAsync(
            listed,
            isWanted,
            _session.Ledger is { } ledger ? ledger.Sightings.FindStatusesAsync : null,
            MayAnswerAgain,
            () => _session.Clock.Uptime - listed.ShownAt,
            stop);

    /// <summary>Whether a second status of the same name may come: of code 3, for a service that answers more than once.</summary>
    public bool MayAnswerAgain(string name) =>
        StatusFileName.TryParse(name, _session.Services, out StatusFileName? status)
            && status!.Code == (int)StatusStep.Exposed
            && ServiceCatalogue.AnswersAgain(status.Service);

    /// <summary>Fetches and reads one status file; the ledger keeps it before anyone sees it.</summary>
    public async Task<FetchedStatus> FetchAsync(OutFile file, CancellationToken stop)
    {
        if (file.Size > StatusFileReader.MaximumSize)
        {
            throw StatusFileReader.TooLarge(file.Name);
        }

        using var content = new BoundedStream(StatusFileReader.MaximumSize);
        Action<long> bounded = read =>
        {
            if (read > MostOfAStatus)
            {
                throw StatusFileReader.TooLarge(file.Name);
            }
        };
        (long _, FetchedFile fetched) = await _session.FetchAsync(file, content, bounded, _log, stop).ConfigureAwait(false);
        byte[] bytes = content.ToArray();
        SubmissionStatus status = SubmissionStatus.FromFile(file.Name, bytes, _session.Services);
        StatusRecorded? recorded = _session.Ledger is null
            ? null
            : await _session.Ledger.Statuses.RecordAsync(EntryOf(status, bytes), fetched, CancellationToken.None).ConfigureAwait(false);
        var result = new FetchedStatus(status, recorded, Hex.Sha256(bytes), bytes.Length);
        if (recorded is { IsAnother: true })
        {
            _log.Write(ProtocolLogKind.Warning, $"'{file}' holds another content than the status that was read under that name before."
                + " The ledger keeps both.");
        }

        return result;
    }

    /// <summary>
    /// Compares with what was fetched before what only its content can tell apart from that: what the zone does not explain, the newest
    /// first, and not too many a run. What is the same is thrown away.
    /// </summary>
    /// <param name="known">What is known of the listing.</param>
    /// <param name="isWanted">Of those, which are to be compared.</param>
    /// <param name="compare">Fetches one, and takes it where it is new.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>False when one could not be fetched.</returns>
    public async Task<bool> CompareAsync(
        KnownFiles known, Func<string, bool> isWanted, Func<OutFile, Task<Seen>> compare, CancellationToken stop)
    {
        if (_session.Ledger is not { } ledger || known.Unsure.Count == 0)
        {
            return true;
        }

        bool whole = true;
        async Task<bool> IsSameAsync(OutFile file)
        {
            Seen seen = await IsSameByTimeAsync(ledger, file, stop).ConfigureAwait(false)
                ? Seen.Before
                : await compare(file).ConfigureAwait(false);
            whole &= seen != Seen.Not;
            return seen == Seen.Before;
        }

        HashSet<string> settled = await ZoneShifts.SettleAsync(
            known, ledger.Sightings, _comparisons, IsSameAsync, stop).ConfigureAwait(false);
        foreach (OutFile file in known.Unsure.Where(file => !settled.Contains(file.Name) && isWanted(file.Name)))
        {
            if (_comparisons.TryTake())
            {
                await IsSameAsync(file).ConfigureAwait(false);
            }
        }

        if (!_told && _comparisons.Tell("are passed over, and looked at by later runs") is { } rest)
        {
            _told = true;
            _log.Write(ProtocolLogKind.Warning, rest);
        }

        return whole;
    }

    private async Task<bool> IsSameByTimeAsync(SubmissionLedger ledger, OutFile file, CancellationToken stop)
    {
        KnownName? known = (await ledger.Sightings.FindStatusesAsync([file.Name], stop).ConfigureAwait(false)).Find(file.Name);
        return known is not null && await SameFile.AskAsync(_session, file, known, _log, stop).ConfigureAwait(false) is not null;
    }

    private bool IsStatusFile(string name) => StatusFileName.IsOne(name, _session.Services);

    private bool IsWanted(string file, StatusQuery query) =>
        StatusFileName.TryParse(file, _session.Services, out StatusFileName? name) && query.MayMatch(name!);

    // True when every file could be fetched and read.
    private async Task<bool> FetchAsync(
        IReadOnlyList<OutFile> files, StatusQuery query, Action<SubmissionStatus> found, Action<string, SkatFtpsException> failed,
        CancellationToken stop)
    {
        bool whole = true;
        int done = 0;
        foreach (OutFile file in files)
        {
            query.Progress?.Invoke(done++, files.Count);
            whole &= await FetchAsync(file, query, found, failed, stop).ConfigureAwait(false) != Seen.Not;
        }

        return whole;
    }

    private async Task<Seen> FetchAsync(
        OutFile file, StatusQuery query, Action<SubmissionStatus> found, Action<string, SkatFtpsException> failed, CancellationToken stop)
    {
        try
        {
            FetchedStatus fetched = await FetchAsync(file, stop).ConfigureAwait(false);
            if (fetched.IsKnown)
            {
                return Seen.Before;
            }

            if (!query.Matches(fetched.Status))
            {
                return Seen.Now;
            }

            IReadOnlyCollection<long>? claimed = fetched.Recorded is not { } recorded ? null
                : await _session.Ledger!.Statuses.ClaimAsync([recorded.Id], CancellationToken.None).ConfigureAwait(false);
            if (!query.NewOnly || claimed is null || claimed.Count > 0)
            {
                found(fetched.Status);
            }

            return Seen.Now;
        }
        catch (SkatFtpsException e)
        {
            failed(file.Name, e);
            return Seen.Not;
        }
    }

    private async Task<Seen> FetchAsync(
        OutFile file, Action<SubmissionStatus> fetched, Action<string, SkatFtpsException> failed, CancellationToken stop)
    {
        try
        {
            FetchedStatus one = await FetchAsync(file, stop).ConfigureAwait(false);
            if (one.IsKnown)
            {
                return Seen.Before;
            }

            fetched(one.Status);
            return Seen.Now;
        }
        catch (StatusFileException e)
        {
            failed(file.Name, e);
            return Seen.Not;
        }
    }

    // What the ledger holds: of the files that are in /out, or, when it was not listed, of the last 30 days. Part by part: a month of a
    // busy account is more than anyone wants to have in memory.
    private async Task AnswerAsync(
        SubmissionLedger ledger, StatusQuery query, KnownFiles? present, Action<SubmissionStatus> found, CancellationToken stop)
    {
        if (present is { HoldsAny: false })
        {
            return;
        }

        var filter = new StatusFilter
        {
            NewOnly = query.NewOnly,
            Since = DateTimeOffset.UtcNow - Retention,
            Code = query.Codes is { Count: 1 } ? query.Codes.First() : null,
        };
        var part = new List<LedgerStatus>();
        await ledger.Statuses.ReadAsync(
            filter,
            async status =>
            {
                // What the row rules out need not be parsed.
                if (status.Xml is null
                    || query.FtpTransaktionsId?.Invoke(status.TransactionId) == false
                    || present?.Holds(status.StatusFileName) == false)
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
        IReadOnlyCollection<long> claimed = unwritten.Length == 0
            ? unwritten
            : await ledger.Statuses.ClaimAsync(unwritten, CancellationToken.None).ConfigureAwait(false);
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

    /// <summary>What became of a file that was to be fetched.</summary>
    internal enum Seen
    {
        /// <summary>It could not be fetched or read.</summary>
        Not,

        /// <summary>It is what the ledger held already.</summary>
        Before,

        /// <summary>It is new.</summary>
        Now,
    }
}
