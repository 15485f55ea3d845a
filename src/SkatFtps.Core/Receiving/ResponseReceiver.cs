using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ftp;
using SkatFtps.Gateway;
using SkatFtps.Ledger;
using SkatFtps.Out;
using SkatFtps.Receiving;
using SkatFtps.Status;
using SkatFtps.Text;

namespace SkatFtps;

/// <summary>
/// One run that receives files of /out into a folder: each whole, once, and removed from the gateway only when it lies here and is proved
/// to be the one that lies there. Several may be received at a time, each on a session of its own.
/// </summary>
/// <param name="destination">An existing folder.</param>
public sealed class ResponseReceiver(DirectoryInfo destination)
{
    /// <summary>4 GiB.</summary>
    public const long DefaultMaximumBytes = 4L * 1024 * 1024 * 1024;

    private readonly DirectoryInfo _destination = destination;
    private readonly Comparisons _comparisons = new();
    private readonly FreshLook _look = new();
    private OutListing? _surveyed;
    private HashSet<string>? _chosen;

    /// <summary>Fetches what was received before, and keeps it as if it were new.</summary>
    public bool Force { get; set; }

    /// <summary>Bytes of one file; what is longer is given up, or not begun where it is listed so. 4 GiB where nothing is said.</summary>
    public long MaximumBytes { get; set; } = DefaultMaximumBytes;

    /// <summary>Asks how much room the destination has: bytes, or null where that is not known.</summary>
    internal Func<long?> FreeSpace { get; set; } = () => Files.FreeSpace.Of(destination.FullName);

    /// <summary>What is to be said of those that were not compared, because a run compares so many at most; null when nothing.</summary>
    public string? NotCompared => _comparisons.Tell("are passed over and stay; run it again");

    /// <summary>Whether the session has listed /out anew since <see cref="SurveyAsync"/>.</summary>
    public bool IsToSurvey(GatewaySession session) =>
        !Force && session.Ledger is not null && session.Listed is { } listed && listed != _surveyed;

    /// <summary>
    /// Looks at what the session's last listing shows: what another zone explains is known again, and of what must be compared the newest
    /// are chosen. Without this, those are compared that are received first.
    /// </summary>
    /// <param name="session">Has listed /out.</param>
    /// <param name="all">All that the listing shows is to be received, so that there is something to choose from.</param>
    /// <param name="remove">What was received is to go from /out, for which what is merely known must be compared.</param>
    /// <param name="log">Receives the dialogue.</param>
    /// <param name="stop">Cancels.</param>
    public async Task SurveyAsync(GatewaySession session, bool all, bool remove, IProtocolLog log, CancellationToken stop)
    {
        if (!IsToSurvey(session))
        {
            return;
        }

        SubmissionLedger ledger = session.Ledger!;
        OutListing listed = _surveyed = session.Listed!;
        Task<KnownFiles> FindAsync() => KnownFiles.FindAsync(
            listed,
            name => !StatusFileName.IsOne(name, session.Services),
            ledger.Sightings.FindResponsesAsync,
            name => MayAnswerAgain(session, name, null),
            () => session.Clock.Uptime - listed.ShownAt,
            stop);
        KnownFiles known = await FindAsync().ConfigureAwait(false);
        HashSet<string> settled = await ZoneShifts.SettleAsync(
            known, ledger.Sightings, _comparisons, file => IsSameAsync(session, ledger, file, log, stop), stop).ConfigureAwait(false);
        if (all)
        {
            known = settled.Count > 0 ? await FindAsync().ConfigureAwait(false) : known;
            _chosen = await ChooseAsync(ledger, known.Comparable(withKnown: remove), stop).ConfigureAwait(false);
        }
    }

    // What no longer lies here is not removed, and so takes no place from what does.
    private async Task<HashSet<string>> ChooseAsync(
        SubmissionLedger ledger, IReadOnlyList<(OutFile File, bool IsUnsure)> files, CancellationToken stop)
    {
        var chosen = new HashSet<string>(StringComparer.Ordinal);
        for (int from = 0; from < files.Count && chosen.Count < _comparisons.Left; from += LedgerStatuses.Batch)
        {
            (OutFile File, bool IsUnsure)[] part = files.Skip(from).Take(LedgerStatuses.Batch).ToArray();
            KnownNames names = await ledger.Sightings.FindResponsesAsync(
                Array.ConvertAll(part, one => one.File.Name), stop).ConfigureAwait(false);
            foreach ((OutFile file, bool isUnsure) in part)
            {
                if (chosen.Count < _comparisons.Left
                    && names.Find(file.Name) is { } known
                    && (isUnsure || PathOf(known, isReliedOn: false) is not null))
                {
                    chosen.Add(file.Name);
                }
            }
        }

        return chosen;
    }

    /// <summary>Receives one file, unless it was received before, and removes it from /out if that is asked and it is proved.</summary>
    /// <param name="session">Nothing else runs on it.</param>
    /// <param name="file">As listed.</param>
    /// <param name="status">That announced it, or null.</param>
    /// <param name="remove">Whether it is to go from /out.</param>
    /// <param name="progress">Told the bytes so far, or null.</param>
    /// <param name="log">Receives the dialogue.</param>
    /// <param name="stop">Cancels.</param>
    /// <exception cref="SkatFtpsException">It was not received. Of a removal that failed the result speaks.</exception>
    public async Task<ReceivedResponse> ReceiveAsync(
        GatewaySession session, OutFile file, SubmissionStatus? status, bool remove, Action<long>? progress, IProtocolLog log,
        CancellationToken stop)
    {
        KnownNames? names = session.Ledger is null
            ? null
            : await session.Ledger.Sightings.FindResponsesAsync([file.Name], stop).ConfigureAwait(false);
        var one = new Job(session, file, status, log)
        {
            Known = names?.Find(file.Name),
            ShownAt = names is null ? default : names.Now - (session.Clock.Uptime - file.ShownAt),
        };
        Knowledge knowledge = Force
            ? Knowledge.New
            : KnownFile.Judge(file.Listed, one.Known, one.ShownAt, MayAnswerAgain(session, file.Name, status));
        if (knowledge is Knowledge.New)
        {
            return await ReceiveNewAsync(one, remove, progress, stop).ConfigureAwait(false);
        }

        string? path = PathOf(one.Known!, remove);
        log.Write(ProtocolLogKind.Note, $"{file} was received"
            + $" before{(path is null ? ", but no longer lies where it was put; -Force fetches it again" : $": {path}")}.");

        // What no longer lies here stays there.
        remove &= path is not null;
        return knowledge is Knowledge.Unsure || (remove && knowledge is Knowledge.Known)
            ? await CompareAsync(one, remove, isChosen: _chosen?.Contains(file.Name) != false, progress, stop).ConfigureAwait(false)
            : await PassOverAsync(one, remove, stop).ConfigureAwait(false);
    }

    /// <summary>
    /// Tells of a file that is not in /out whether it was received, and perhaps removed, before; null when the ledger knows nothing of it.
    /// </summary>
    public static async Task<string?> TellOfReceivedAsync(GatewaySession session, string name, CancellationToken stop)
    {
        IReadOnlyList<LedgerResponse> received = session.Ledger is null
            ? []
            : await session.Ledger.Responses.FindAsync(name, stop).ConfigureAwait(false);
        if (received.Count == 0)
        {
            return null;
        }

        LedgerResponse last = received[received.Count - 1];
        string removed = last.RemovedAt is { } at
            ? $" and removed from /out on {at.ToLocalTime():yyyy-MM-dd HH:mm}"
            : ", and is not in /out any more";
        return $"{Printable.Escape(name)} was received on"
            + $" {last.ReceivedAt.ToLocalTime():yyyy-MM-dd HH:mm}{removed}"
            + $"{(last.LocalPath is null ? string.Empty : $": {last.LocalPath}")}.";
    }

    private async Task<ReceivedResponse> ReceiveNewAsync(Job one, bool remove, Action<long>? progress, CancellationToken stop)
    {
        FetchedResponse fetched = await FetchAsync(one, Purpose.ToKeep, progress, stop).ConfigureAwait(false);
        return await RemoveFetchedAsync(one, fetched, remove, stop).ConfigureAwait(false);
    }

    // By its time, where the gateway tells one to the second, or else by its content.
    private async Task<ReceivedResponse> CompareAsync(Job one, bool remove, bool isChosen, Action<long>? progress, CancellationToken stop)
    {
        if (!isChosen)
        {
            _comparisons.Refuse(1);
            return new ReceivedResponse();
        }

        if (!_comparisons.TryTake())
        {
            return new ReceivedResponse();
        }

        if (await SameFile.AskAsync(one.Session, one.File, one.Known!, one.Log, stop).ConfigureAwait(false) is { } same)
        {
            bool isSettled = KnownFile.IsSettled(one.File.Listed, one.Known, same.Sha256, same.Length, one.ShownAt);
            return remove








                && IsSettled(one, isSettled, remove)
                    ? await RemoveAsync(one, new ReceivedResponse(), stop).ConfigureAwait(false)
                    : new ReceivedResponse();
        }

        FetchedResponse fetched = await FetchAsync(one, Purpose.ToCompare, progress, stop).ConfigureAwait(false);
        return await RemoveFetchedAsync(one, fetched, remove, stop).ConfigureAwait(false);
    }

    private async Task<ReceivedResponse> PassOverAsync(Job one, bool remove, CancellationToken stop)
    {
        var result = new ReceivedResponse();
        if (!remove || !IsUnchanged(one, await _look.IsProvedStillAsync(one.Session, one.File, one.Log, stop).ConfigureAwait(false)))
        {
            return result;
        }

        return await RemoveAsync(one, result, stop).ConfigureAwait(false);
    }

    // The file is safe on disk: the gateway's copy may go.
    private async Task<ReceivedResponse> RemoveFetchedAsync(Job one, FetchedResponse fetched, bool remove, CancellationToken stop)
    {
        var result = new ReceivedResponse { Response = fetched.Response };
        bool isSettled = KnownFile.IsSettled(one.File.Listed, one.Known, fetched.Sha256, fetched.Length, one.ShownAt);
        if (!IsSettled(one, isSettled, remove) || !remove)
        {
            return result;
        }

        try
        {
            bool isStill = await _look.IsFetchedStillAsync(one.Session, one.File, fetched.BegunAt, one.Log, stop).ConfigureAwait(false);
            return IsUnchanged(one, isStill) ? await RemoveAsync(one, result, stop).ConfigureAwait(false) : result;
        }
        catch (SkatFtpsException e)
        {
            // The look failed, and what was received is told of all the same.
            result.NotRemoved = e;
            return result;
        }
    }

    private static async Task<ReceivedResponse> RemoveAsync(Job one, ReceivedResponse result, CancellationToken stop)
    {
        try
        {
            await one.Session.RemoveAsync(one.File, one.Log, stop).ConfigureAwait(false);
            result.Removed = true;
            if (result.Response is not null)
            {
                result.Response.Removed = true;
            }
        }
        catch (SkatFtpsException e)
        {
            result.NotRemoved = e;
        }

        return result;
    }

    private async Task<bool> IsSameAsync(
        GatewaySession session, SubmissionLedger ledger, OutFile file, IProtocolLog log, CancellationToken stop)
    {
        var one = new Job(session, file, null, log)
        {
            Known = (await ledger.Sightings.FindResponsesAsync([file.Name], stop).ConfigureAwait(false)).Find(file.Name),
        };
        return one.Known is not null
            && (await SameFile.AskAsync(session, file, one.Known, log, stop).ConfigureAwait(false) is not null
                || (await FetchAsync(one, Purpose.ToProbe, null, stop).ConfigureAwait(false)).IsKnown);
    }

    private async Task<FetchedResponse> FetchAsync(Job one, Purpose purpose, Action<long>? progress, CancellationToken stop)
    {
        var bounds = new DownloadBounds(one.File.Name, one.File.Size, MaximumBytes, _destination.FullName, FreeSpace);
        bounds.EnsureMayBegin();
        using ReceivedFile received = ReceivedFile.Create(_destination, one.File.Name);
        var result = new FetchedResponse { BegunAt = one.Session.Clock.Uptime };
        FetchedFile fetched;
        string path;
        try
        {
            (result.Length, fetched) = await one.Session.FetchAsync(one.File, received.Content, Told, one.Log, stop).ConfigureAwait(false);
            result.Sha256 = received.Content.Finish();
            result.IsKnown = KnownFile.HasContent(one.Known, result.Sha256);
            if (purpose is Purpose.ToProbe && !result.IsKnown)
            {
                return result;
            }

            if (purpose is not Purpose.ToKeep && result.IsKnown)
            {
                await one.Session.Ledger!.Responses.RecordAgainAsync(
                    one.File.Name, result.Sha256, result.Length, fetched, CancellationToken.None).ConfigureAwait(false);
                return result;
            }

            path = received.Keep(result.Sha256);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ReceivedFile.Unwritable(_destination, e);
        }

        if (one.Session.Ledger is { } ledger)
        {
            await ledger.Responses.RecordAsync(
                one.File.Name, one.Status?.FtpTransaktionsId, result.Length, path, result.Sha256, fetched,
                CancellationToken.None).ConfigureAwait(false);
        }

        TellOfAnother(one, result, path);
        result.Response = new SkatResponse(one.File.Name, path, result.Length, result.Sha256, DateTimeOffset.Now, one.Status);
        return result;

        void Told(long bytes)
        {
            bounds.Check(bytes);
            received.Written(bytes);
            progress?.Invoke(bytes);
        }
    }

    private static void TellOfAnother(Job one, FetchedResponse result, string path)
    {
        if (!result.IsKnown && one.Known?.Contents.LastOrDefault() is { } first)
        {
            string where = first.LocalPath is null ? string.Empty : $" ({first.LocalPath})";
            one.Log.Write(
                ProtocolLogKind.Warning,
                $"'{one.File}' holds another content than what was received under that name on"
                    + $" {first.At.ToLocalTime():yyyy-MM-dd HH:mm}{where}. Both are kept; this one lies at {path}.");
        }
    }

    private static bool IsSettled(Job one, bool isSettled, bool remove)
    {
        if (!isSettled)
        {
            string stays = remove ? " It stays in /out until a later run finds it unchanged." : string.Empty;
            one.Log.Write(ProtocolLogKind.Warning, $"'{one.File}' came in another length than the {one.File.Size} bytes that were"
                + $" listed: it may be written still.{stays}");
        }

        return isSettled;
    }

    private static bool IsUnchanged(Job one, bool isUnchanged)
    {
        if (!isUnchanged)
        {
            one.Log.Write(ProtocolLogKind.Warning, $"'{one.File}' is not in /out any more as it was listed, so it is not removed; what"
                + " lies there now is for the next run.");
        }

        return isUnchanged;
    }

    // Where what was received last still lies; before it is relied on, its content is looked at.
    private static string? PathOf(KnownName known, bool isReliedOn)
    {
        string? sha256 = known.Sightings.LastOrDefault()?.Sha256;
        KnownContent content = known.Contents.LastOrDefault(one => one.Sha256 == sha256) ?? known.Contents[known.Contents.Count - 1];
        return content.LocalPath is { } path
            && (isReliedOn ? ReceivedFile.HasContent(path, content.Sha256) : ReceivedFile.HasLength(path, content.Length)) ? path : null;
    }

    private static bool MayAnswerAgain(GatewaySession session, string name, SubmissionStatus? status)
    {
        string? service = status?.Service ?? session.Services
            .Where(
                one => name.StartsWith(
                    one + "_", StringComparison.OrdinalIgnoreCase)).OrderByDescending(one => one.Length).FirstOrDefault();
        return service is not null && ServiceCatalogue.AnswersAgain(service);
    }

    private enum Purpose
    {
        /// <summary>It is kept, whatever it is.</summary>
        ToKeep,

        /// <summary>What is known is thrown away.</summary>
        ToCompare,

        /// <summary>It is thrown away: whoever asks for it has it fetched again.</summary>
        ToProbe,
    }

    /// <summary>One file on its way.</summary>
    private sealed class Job(GatewaySession session, OutFile file, SubmissionStatus? status, IProtocolLog log)
    {
        public GatewaySession Session { get; } = session;

        public OutFile File { get; } = file;

        public SubmissionStatus? Status { get; } = status;

        public IProtocolLog Log { get; } = log;

        /// <summary>What the ledger had under its name before.</summary>
        public KnownName? Known { get; set; }

        /// <summary>When it was listed, by the ledger's clock.</summary>
        public DateTimeOffset ShownAt { get; set; }
    }

    private sealed class FetchedResponse
    {
        /// <summary>Null when it was fetched to be compared, and is known.</summary>
        public SkatResponse? Response { get; set; }

        public string Sha256 { get; set; } = string.Empty;

        public long Length { get; set; }

        public bool IsKnown { get; set; }

        /// <summary>By the session's uptime.</summary>
        public TimeSpan BegunAt { get; set; }
    }
}
