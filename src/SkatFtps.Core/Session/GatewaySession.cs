using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ftp;
using SkatFtps.Gateway;
using SkatFtps.Ledger;
using SkatFtps.Out;
using SkatFtps.Receiving;
using SkatFtps.Sending;
using SkatFtps.Session;
using SkatFtps.Text;
using SkatFtps.Waiting;

namespace SkatFtps;

/// <summary>
/// A session with a gateway: connect, submit, read the out folder, fetch, remove, close. One operation at a time; callers on
/// several threads wait their turn. A connection that was dropped while idle is opened anew before the next command.
/// </summary>
public sealed class GatewaySession : IDisposable
{
    // Long enough that a batch never asks, short enough that a firewall that forgot the connection is noticed by NOOP and not by STOR.
    private static readonly TimeSpan IdleBeforeAsking = TimeSpan.FromSeconds(15);


    private readonly GatewayOptions _options;
    private readonly Func<FtpsOptions, IFtpsConnection> _engine;
    private readonly IFtpsConnection _connection;

    // The session beside which this one was opened, and whose certificate and ledger it uses and leaves open.
    private readonly GatewaySession? _owner;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ForcedLogins _forced = new();
    private readonly ServerEnds _serverEnds;
    private IReadOnlyList<FtpReply>? _reviewed;
    private (string FileName, long? Id)? _lastSent;
    private Dictionary<string, FtpName> _folders = new(StringComparer.OrdinalIgnoreCase);
    private volatile OutListing? _listed;

    // What was removed from /out, and when by the session's uptime: a listing from before shows it still.
    private readonly ConcurrentDictionary<string, TimeSpan> _removed = new(StringComparer.Ordinal);
    private bool _loginRefused;

    // True while an operation runs on a connection that was found, or made, to stand.
    private volatile bool _stands;
    private DateTime _lastUse;

    private GatewaySession(GatewayOptions options, Func<FtpsOptions, IFtpsConnection> engine, GatewaySession? owner)
    {
        _options = options;
        _engine = engine;
        _connection = engine(options.ToFtpsOptions());
        _owner = owner;
        _serverEnds = new ServerEnds(options.Ledger);

        // Read now: the certificate is gone once the session is closed, and a closed session may still be looked at.
        CertificateExpires = options.Certificate.NotAfter;
    }

    public string HostName => _options.Endpoint.Host;

    public int Port => _options.Endpoint.Port;

    public GatewayEnvironment Environment => _options.Endpoint.Environment;

    public string UserName => _options.UserName;

    /// <summary>As negotiated.</summary>
    public SslProtocols TlsVersion { get; private set; }

    public string CipherSuite { get; private set; } = string.Empty;

    /// <summary>When our certificate ends.</summary>
    public DateTimeOffset CertificateExpires { get; }

    /// <summary>The folders that the certificate's roles show, without /out, sorted.</summary>
    public IReadOnlyList<string> Services { get; private set; } = Array.Empty<string>();

    /// <summary>When the session last logged in.</summary>
    public DateTimeOffset ConnectedAt { get; private set; }

    /// <summary>What was sent and what came back; null without one. The session closes it.</summary>
    public SubmissionLedger? Ledger => _options.Ledger;

    /// <summary>Where the ledger is kept; null without one.</summary>
    public string? LedgerLocation => Ledger?.Location;

    /// <summary>Whether the connection stands right now; if not, the next command opens it anew.</summary>
    public bool IsConnected
    {
        get
        {
#pragma warning disable RS0030 // Zero asks, and does not wait.
            if (IsClosed || !_turn.Wait(0))
#pragma warning restore RS0030
            {
                // In the middle of an operation nobody else may look at the connection.
                return !IsClosed && _stands;
            }

            try
            {
                return _connection.IsOpen;
            }
            finally
            {
                _turn.Release();
            }
        }
    }

    /// <summary>Closed by Disconnect; a dropped connection does not close a session.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Opens a session with the project's own engine.</summary>
    /// <exception cref="GatewayException">One id a cause; nothing stays open.</exception>
    public static Task<GatewaySession> ConnectAsync(GatewayOptions options, IProtocolLog log, CancellationToken stop) =>
        ConnectAsync(options, ftps => new FtpsConnection(ftps), log, stop);

    /// <param name="options">Where, who, how.</param>
    /// <param name="engine">Makes the connection.</param>
    /// <param name="log">Receives the dialogue of the login.</param>
    /// <param name="stop">Cancels.</param>
    public static Task<GatewaySession> ConnectAsync(
        GatewayOptions options, Func<FtpsOptions, IFtpsConnection> engine, IProtocolLog log, CancellationToken stop) =>
        OpenAsync(new GatewaySession(options, engine, null), log, stop);

    /// <summary>Logs the same account in once more; the certificate and the ledger stay this session's.</summary>
    /// <remarks>Where a login was refused since, it is not tried.</remarks>
    internal Task<GatewaySession> OpenAnotherAsync(IProtocolLog log, CancellationToken stop) =>
        OpenAsync(new GatewaySession(_options, _engine, this), log, stop);

    private static async Task<GatewaySession> OpenAsync(GatewaySession session, IProtocolLog log, CancellationToken stop)
    {
        try
        {
            await session.RunAsync<object?>(null, _ => Task.FromResult<object?>(null), log, stop).ConfigureAwait(false);
            return session;
        }
        catch
        {
            session._connection.Dispose();
            throw;
        }
    }

    /// <summary>Sends one file into a service's folder, once.</summary>
    /// <param name="service">A visible service.</param>
    /// <param name="file">The local file; it keeps its own name.</param>
    /// <param name="options">The name to send it under, what the ledger may let pass, and who is told of the progress.</param>
    /// <param name="log">Receives the dialogue.</param>
    /// <param name="stop">Cancels; once STOR was written, into SubmissionInDoubt.</param>
    /// <exception cref="GatewayException"><see cref="GatewayException.SafeToResend"/> is always set.</exception>
    public Task<Submission> SubmitAsync(string service, FileInfo file, SubmitOptions options, IProtocolLog log, CancellationToken stop) =>
        new FileSubmitter(this, options, log).SubmitAsync(service, file, stop);

    /// <summary>A name by a template that no submission in the ledger holds, so that {n} goes on where an earlier process ended.</summary>
    /// <exception cref="GatewayException">NameTemplateInvalid: the only name it makes was used before.</exception>
    public async Task<string> NextNameAsync(FileNameTemplate template, FileInfo file, CancellationToken stop)
    {
        while (true)
        {
            string name = template.NameFor(file, DateTimeOffset.UtcNow);
            if (await TellOfEarlierAsync(name, stop).ConfigureAwait(false) is not { } use)
            {
                return name;
            }

            if (!template.IsCounted)
            {
                throw FileNameTemplate.Invalid(template.Template, $"makes a name that {use}");
            }
        }
    }

    /// <summary>Asks the ledger, in words, of a submission that holds the name; null when it is free or there is no ledger.</summary>
    public async Task<string?> TellOfEarlierAsync(string name, CancellationToken stop)
    {
        LedgerSubmission? earlier = Ledger is null ? null : await Ledger.Submissions.FindAsync(name, stop).ConfigureAwait(false);
        return earlier is null or { State: SubmissionState.Withdrawn }
            ? null
            : $"was used on {earlier.ReservedAt.ToLocalTime():yyyy-MM-dd HH:mm} for {earlier.Service} by {earlier.OsUser} on"
                + $" {earlier.MachineName} ({earlier.State})";
    }

    /// <summary>Lists /out.</summary>
    public async Task<IReadOnlyList<OutFile>> ListOutAsync(IProtocolLog log, CancellationToken stop) =>
        await ListAsync(log, stop).ConfigureAwait(false);

    internal Task<OutListing> ListAsync(IProtocolLog log, CancellationToken stop) =>
        RunAsync(
            "listing /out",
            async connection =>
            {
                var files = new OutListing(_listed);
                TimeSpan begun = Clock.Uptime;
                await connection.ListAsync(
                    Out,
                    entry =>
                    {
                        if (entry.IsFolder != true)
                        {
                            files.Add(entry);
                        }
                    },
                    stop).ConfigureAwait(false);

                files.Finish(begun, Clock.Uptime);

                // Not before: one that fails leaves the earlier one to answer for the rest of the minute.
                _listed = files;
                return files;
            },
            log,
            stop,
            looksOnly: true);

    /// <summary>
    /// Lists /out as often as SKAT allows: within the minute this session's last listing serves; a session without one waits for its turn,
    /// which the ledger gives to all processes of the account.
    /// </summary>
    public async Task<IReadOnlyList<OutFile>> LookIntoOutAsync(IProtocolLog log, CancellationToken stop) =>
        await LookAsync(_listed, log, stop).ConfigureAwait(false);

    /// <summary>As <see cref="LookIntoOutAsync"/>, and never an earlier listing.</summary>
    internal Task<OutListing> LookAgainAsync(IProtocolLog log, CancellationToken stop) => LookAsync(null, log, stop);

    private async Task<OutListing> LookAsync(OutListing? serves, IProtocolLog log, CancellationToken stop)
    {
        while (Ledger is not null)
        {
            ListingPermit permit = await Ledger.Activity.TryBeginListingAsync(ListingInterval, force: false, stop).ConfigureAwait(false);
            if (permit.Allowed)
            {
                break;
            }

            string when = $"/out was listed at {permit.LastAt!.Value.ToLocalTime():HH:mm:ss}, and at most once a minute is allowed";
            if (serves is not null)
            {
                log.Write(ProtocolLogKind.Note, when + ": this session's last listing serves.");
                return serves;
            }

            log.Write(ProtocolLogKind.Note, $"{when}: waiting {permit.Wait.TotalSeconds:0} s.");
            await Clock.DelayAsync(permit.Wait, stop).ConfigureAwait(false);
        }

        return await ListAsync(log, stop).ConfigureAwait(false);
    }

    /// <summary>
    /// Goes on with a ledger that is not the one that was here before: takes as spent every name of which a status lies in /out. Nothing is
    /// sent before this.
    /// </summary>
    /// <returns>How many names the ledger did not know.</returns>
    public async Task<int> AcceptLedgerAsync(IProtocolLog log, CancellationToken stop)
    {
        SubmissionLedger ledger = Ledger ?? throw LedgerRequired("there is none to accept");
        var spent = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (OutFile file in await LookIntoOutAsync(log, stop).ConfigureAwait(false))
        {
            if (Status.StatusFileName.TryParse(file.Name, Services, out Status.StatusFileName? status))
            {
                spent[status!.FtpTransaktionsId] = status.Service;
            }
        }

        int taken = await ledger.Submissions.TakeSpentAsync(
            spent.Select(name => (name.Value, name.Key)).ToArray(),
            "the ledger was restored or made anew, and a status of this name lay in /out",
            stop).ConfigureAwait(false);
        await ledger.AcceptAsync(stop).ConfigureAwait(false);
        return taken;
    }

    /// <summary>What /out held when this session last listed it; empty before that.</summary>
    public IReadOnlyList<OutFile> LastListing => _listed ?? [];

    /// <summary>The same; null before that.</summary>
    internal OutListing? Listed => _listed;

    /// <summary>A file as this session's last listing of /out had it, or null: looking again may not be needed.</summary>
    public OutFile? FindListed(string name) =>
        _listed is { } listed && listed.IndexOf(name) is int at and >= 0 && !IsRemoved(name) ? listed[at] : null;

    /// <summary>Whether the file was removed from /out, by this session or one beside it, since this session last listed it.</summary>
    public bool IsRemoved(OutFile file) => IsRemoved(file.Name);

    private bool IsRemoved(string name) => _removed.TryGetValue(name, out TimeSpan at) && (_listed is null || at >= _listed.BegunAt);

    /// <summary>Whether the name is that of a status file, by the guide's form.</summary>
    public bool IsStatusFile(OutFile file) => Status.StatusFileName.IsOne(file.Name, Services);

    /// <summary>Brings the statuses of /out that match; with a ledger only what it does not hold is fetched.</summary>
    /// <param name="query">Which.</param>
    /// <param name="found">Called for each status as it is known.</param>
    /// <param name="failed">Called for each status file that cannot be read, with its name; the rest go on.</param>
    /// <param name="log">Receives the dialogue.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>When /out was listed for this answer; null when the ledger answered alone.</returns>
    public Task<DateTimeOffset?> CollectStatusesAsync(
        StatusQuery query,
        Action<SubmissionStatus> found,
        Action<string, SkatFtpsException> failed,
        IProtocolLog log,
        CancellationToken stop) =>
        new StatusCollector(this, log).CollectAsync(query, found, failed, stop);

    /// <summary>Waits until submissions have reached a step, failed, or run out of time.</summary>
    /// <param name="submissions">Any number; one listing a look serves them all.</param>
    /// <param name="options">What for and how long.</param>
    /// <param name="found">
    /// Called when the wait for a submission ends: with its status 0, with what it reached (several status 3 are possible), or, when time
    /// ran out, with a status that is Pending.
    /// </param>
    /// <param name="failed">Called for each status file that cannot be read, and for each submission that never was sent.</param>
    /// <param name="log">Receives the dialogue.</param>
    /// <param name="stop">Cancels.</param>
    public Task WaitAsync(
        IReadOnlyCollection<AwaitedSubmission> submissions,
        WaitOptions options,
        Action<SubmissionStatus> found,
        Action<string, SkatFtpsException> failed,
        IProtocolLog log,
        CancellationToken stop) =>
        new StatusWaiter(this, options, log).WaitAsync(submissions, found, failed, stop);

    /// <summary>
    /// Reads from /out what speaks of one submission, and lets the ledger judge; within the minute the ledger answers alone.
    /// </summary>
    /// <returns>When another listing is possible: zero when one was made.</returns>
    public async Task<TimeSpan> RefreshAsync(
        string ftpTransaktionsId, bool force, Action<string, SkatFtpsException> failed, IProtocolLog log, CancellationToken stop)
    {
        ListingPermit? permit = await new StatusCollector(this, log).RefreshAsync(
            (_, id) => string.Equals(
                id, ftpTransaktionsId, StringComparison.OrdinalIgnoreCase), force, _ => { }, failed, stop).ConfigureAwait(false);
        return permit?.Wait ?? TimeSpan.Zero;
    }

    /// <summary>Fetches and reads one status file, and lets the ledger keep it.</summary>
    /// <exception cref="SkatFtps.Status.StatusFileException">It is not readable; the session goes on.</exception>
    public async Task<SubmissionStatus> ReadStatusAsync(OutFile file, IProtocolLog log, CancellationToken stop) =>
        (await new StatusCollector(this, log).FetchAsync(file, stop).ConfigureAwait(false)).Status;

    /// <summary>Brings a file of /out into a stream, and keeps what the gateway tells of it.</summary>
    /// <returns>How many bytes came, and what was told of them. The listed size may be another.</returns>
    internal Task<(long Length, FetchedFile Fetched)> FetchAsync(
        OutFile file, Stream destination, Action<long>? progress, IProtocolLog log, CancellationToken stop) =>
        RunAsync(
            "fetching " + file,
            async connection =>
            {
                // Before the fetch: what is written after the answer shows a later time than what is kept with the content.
                ListedFile? asked = null;
                if (Ledger is not null
                    && !file.Listed.IsExact
                    && await connection.AskModifiedAsync(Out, file.ServerName, stop).ConfigureAwait(false) is { } time)
                {
                    asked = new ListedFile(ListedForm.Asked, file.Size, time);
                }

                TimeSpan begunAt = Clock.Uptime;
                long length = await connection.RetrieveAsync(
                    Out, file.ServerName, file.Size, destination, progress, stop).ConfigureAwait(false);
                return (length, new FetchedFile(file.Listed, asked, () => Clock.Uptime - file.ShownAt, () => Clock.Uptime - begunAt));
            },
            log,
            stop);

    /// <summary>Asks for a file's time (MDTM); null where the gateway does not say.</summary>
    internal Task<DateTime?> AskModifiedAsync(OutFile file, IProtocolLog log, CancellationToken stop) =>
        RunAsync("asking for the time of " + file, connection => connection.AskModifiedAsync(Out, file.ServerName, stop), log, stop);

    /// <summary>Fetches one file from /out into a folder: whole, flushed and under its own name, or not at all.</summary>
    public async Task<SkatResponse> ReceiveAsync(
        OutFile file,
        SubmissionStatus? status,
        DirectoryInfo destination,
        Action<long>? progress,
        IProtocolLog log,
        CancellationToken stop) =>
        (await new ResponseReceiver(destination) { Force = true }.ReceiveAsync(
            this, file, status, remove: false, progress, log, stop).ConfigureAwait(false)).Response!;

    /// <summary>Deletes one file from /out, whatever is known of it.</summary>
    public async Task RemoveAsync(OutFile file, IProtocolLog log, CancellationToken stop)
    {
        long forgotten = Ledger is null ? 0 : await Ledger.Sightings.ForgetAsync(file.Name, stop).ConfigureAwait(false);
        try
        {
            await RunAsync(connection => connection.DeleteAsync(Out, file.ServerName, stop), log, stop).ConfigureAwait(false);
            (_owner ?? this)._removed[file.Name] = Clock.Uptime;
        }
        catch (GatewayException e) when (e.ErrorId == "DeleteRefused" && Ledger is not null)
        {
            await Ledger.Sightings.RememberAsync(file.Name, forgotten, CancellationToken.None).ConfigureAwait(false);
            throw;
        }

        if (Ledger is not null)
        {
            await Ledger.Responses.RecordRemovedAsync(file.Name, CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Says goodbye and closes. Lets an operation that runs end first, for an upload must not be cut because somebody else has finished;
    /// those that still wait find the session closed. Never fails, except that <paramref name="stop"/> ends the waiting.
    /// </summary>
    public async Task CloseAsync(IProtocolLog log, CancellationToken stop)
    {
        IsClosed = true;
        await _turn.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            _connection.Log = log;
            _ = _connection.IsOpen;
            await ReviewUnaskedAsync(log).ConfigureAwait(false);
            await _connection.CloseAsync(stop).ConfigureAwait(false);
            _connection.Dispose();
            if (_owner is null)
            {
                await NoteAsync("The end of the session", ledger => ledger.CloseAsync(CancellationToken.None), log).ConfigureAwait(false);
                _options.Certificate.Dispose();
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        IsClosed = true;
        _connection.Dispose();
        if (_owner is null)
        {
            Ledger?.Dispose();
            _options.Certificate.Dispose();
        }
    }

    public override string ToString() => $"{UserName} at {HostName}:{Port}";

    /// <summary>The error id where the gateway refused this session's last login, for whatever reason; null when it took it.</summary>
    internal string? LoginRefusal { get; private set; }

    /// <summary>Opens the connection anew if it was dropped.</summary>
    internal Task EnsureConnectedAsync(IProtocolLog log, CancellationToken stop) =>
        RunAsync<object?>(null, _ => Task.FromResult<object?>(null), log, stop, looksOnly: true, progresses: false);

    internal GatewayEndpoint Endpoint => _options.Endpoint;

    internal TimeSpan ListingInterval => _options.ListingInterval ?? (Endpoint.IsSkats ? StatusCollector.ListingInterval : TimeSpan.Zero);

    internal WaitClock Clock => _options.Clock;

    internal static GatewayException LedgerRequired(string fact) =>
        new("LedgerRequired", $"This session has no ledger, so {fact}.", "Connect without -NoLedger.");

    internal FtpName Out => _folders.TryGetValue(OutFolder.Name, out FtpName? name) ? name : FtpName.FromText(OutFolder.Name);

    internal Task RunAsync(Func<IFtpsConnection, Task> work, IProtocolLog log, CancellationToken stop) =>
        RunAsync<object?>(
            null,
            async connection =>
            {
                await work(connection).ConfigureAwait(false);
                return null;
            },
            log,
            stop);

    /// <summary>
    /// Runs work on the open connection; opens it before that where it was dropped, and once more where nothing was done yet.
    /// </summary>
    /// <param name="what">For messages, or null.</param>
    /// <param name="work">May be begun a second time, on a new connection, where the first had not come to anything.</param>
    /// <param name="log">Receives the dialogue.</param>
    /// <param name="stop">Cancels.</param>
    /// <param name="looksOnly">The bound on forced logins does not hold it up.</param>
    /// <param name="progresses">Its success shows that the session gets on.</param>
    internal async Task<T> RunAsync<T>(
        string? what,
        Func<IFtpsConnection, Task<T>> work,
        IProtocolLog log,
        CancellationToken stop,
        bool looksOnly = false,
        bool progresses = true)
    {
        await _turn.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            if (IsClosed)
            {
                throw new GatewayException("SessionClosed", $"The session of {this} was closed.");
            }

            _connection.Log = log;
            bool asked = await EnsureOpenAsync(looksOnly, log, stop).ConfigureAwait(false);
            _stands = true;
            T result;
            try
            {
                result = await work(_connection).ConfigureAwait(false);
            }
            catch (FtpsException e) when (e.MayGoAnew && !asked)
            {
                _forced.Failed(e);
                log.Write(ProtocolLogKind.Note, e.Message);
                await EnsureOpenAsync(looksOnly, log, stop).ConfigureAwait(false);
                result = await work(_connection).ConfigureAwait(false);
            }

            if (progresses)
            {
                _forced.Progressed();
            }

            _lastUse = DateTime.UtcNow;
            return result;
        }
        catch (FtpsException e)
        {
            _forced.Failed(e);
            await ReviewUnaskedAsync(log).ConfigureAwait(false);
            GatewayException failure = GatewayException.From(AsSeenFromHere(e), _options.Endpoint);
            throw what is null ? failure : failure.While(what);
        }
        finally
        {
            _connection.Log = null;
            _stands = false;
            _turn.Release();
        }
    }

    // True where a login was forced, which happens once for an operation.
    private async Task<bool> EnsureOpenAsync(bool looksOnly, IProtocolLog log, CancellationToken stop)
    {
        if (_connection.IsOpen
            && (DateTime.UtcNow - _lastUse < IdleBeforeAsking || await _connection.IsAliveAsync(stop).ConfigureAwait(false)))
        {
            return false;
        }

        if (_loginRefused || _owner is { _loginRefused: true })
        {
            throw new GatewayException(
                "LoginRefused",
                "The gateway refused the last login of this session, and it is not tried again by itself.",
                Errors.ErrorCatalogue.AdviceFor("LoginRefused", "Again"));
        }

        bool foldersKnown = await ReviewUnaskedAsync(log).ConfigureAwait(false);
        bool forced = _forced.Begin(bounded: !looksOnly, log);
        if (ConnectedAt != default)
        {
            await WaitForOwnerAsync(log, stop).ConfigureAwait(false);
            log.Write(ProtocolLogKind.Note, "The connection was dropped, or its TLS session is about to run out; logging in again.");
        }

        await LogInAsync(log, stop).ConfigureAwait(false);
        if (!foldersKnown)
        {
            await ReadFoldersAsync(stop).ConfigureAwait(false);
            await RememberFoldersAsync(log).ConfigureAwait(false);
        }

        FtpsConnectionInfo info = _connection.Info!;
        TlsVersion = info.Protocol;
        CipherSuite = info.CipherSuite;
        ConnectedAt = DateTimeOffset.Now;
        _lastUse = DateTime.UtcNow;
        return forced;
    }

    private async Task LogInAsync(IProtocolLog log, CancellationToken stop)
    {
        try
        {
            await _connection.OpenAsync(stop).ConfigureAwait(false);
            LoginRefusal = null;
        }
        catch (FtpsException e)
        {
            string id = GatewayAdvice.IdOf(AsSeenFromHere(e));
            _loginRefused = id == "LoginRefused";
            LoginRefusal = id is "LoginRefused" or "ServerBusy" or "ServerUnavailable" ? id : null;
            await RecordLoginAsync(id, log).ConfigureAwait(false);
            throw;
        }

        _lastSent = null;
        HeardServerEnd = false;
        await RecordLoginAsync("LoggedIn", log).ConfigureAwait(false);
    }

    private FtpsException AsSeenFromHere(FtpsException e) => ConnectedAt == default ? e : GatewayAdvice.OnKnownWay(e);

    // A password that was changed is refused once: those beside the first session log in anew only where that one stands, or has done so.
    private async Task WaitForOwnerAsync(IProtocolLog log, CancellationToken stop)
    {
        if (_owner is null || _owner.IsConnected)
        {
            return;
        }

        try
        {
            await _owner.EnsureConnectedAsync(log, stop).ConfigureAwait(false);
        }
        catch (GatewayException e)
        {
            LoginRefusal = _owner.LoginRefusal == e.ErrorId ? e.ErrorId : null;
            throw;
        }
    }

    // True where the server has said something unasked: one that repeats its last word may do so after a listing too, so that the folders
    // are not listed once more for it.
    private async Task<bool> ReviewUnaskedAsync(IProtocolLog log)
    {
        IReadOnlyList<FtpReply> unasked = _connection.Unasked;
        if (unasked.Count == 0)
        {
            return false;
        }

        if (!ReferenceEquals(unasked, _reviewed))
        {
            _reviewed = unasked;
            _forced.Demand();
            _forced.Tell(unasked, log);
            string words = string.Join("; ", unasked.Where(DialogueOrder.IsVerdict));
            if (_lastSent is { } sent && words.Length > 0)
            {
                log.Write(ProtocolLogKind.Warning, $"'{sent.FileName}' was recorded as sent, and this may be the server's later word on"
                    + $" it: {words}. Look for its status.");
                if (sent.Id is long id)
                {
                    await NoteAsync(
                        $"That '{sent.FileName}' needs review",
                        ledger => ledger.Submissions.FlagAsync(
                            id, "The server said unasked, after it had confirmed the file: " + words, CancellationToken.None),
                        log).ConfigureAwait(false);
                }
            }
        }

        return _folders.Count > 0;
    }

    /// <summary>What is known of the end of uploads to the server of the open connection; shared by the sessions of one account.</summary>
    internal Task<ServerEnd> ServerEndAsync(CancellationToken stop) => (_owner ?? this)._serverEnds.OfAsync(_connection.Info!, stop);

    /// <summary>An upload of the present login was ended by the server's close_notify.</summary>
    internal bool HeardServerEnd { get; set; }

    /// <summary>A file was recorded as sent on this session: what the server may still say of it is about this one.</summary>
    internal void Remember(string fileName, long? id) => _lastSent = (fileName, id);

    private Task RecordLoginAsync(string outcome, IProtocolLog log) =>
        NoteAsync("The login", ledger => ledger.Activity.RecordLoginAsync(outcome, CancellationToken.None), log);

    // Only folders with a role are shown, so one that is gone means a role that was taken away.
    private Task RememberFoldersAsync(IProtocolLog log) =>
        NoteAsync(
            "What folders there are",
            async ledger =>
            {
                FolderChanges changes = await ledger.Activity.RememberFoldersAsync(Services, CancellationToken.None).ConfigureAwait(false);
                if (changes.Vanished.Count > 0)
                {
                    log.Write(ProtocolLogKind.Warning, "Since the last login these services are gone:"
                        + $" {Printable.Escape(string.Join(", ", changes.Vanished))}. The certificate has lost a role, or SKAT has"
                        + " closed them.");
                }

                if (!changes.IsFirst && changes.Added.Count > 0)
                {
                    log.Write(ProtocolLogKind.Note, "New services since the last login:"
                        + $" {Printable.Escape(string.Join(", ", changes.Added))}.");
                }
            },
            log);

    // A ledger that cannot take a note must not keep anyone from what the note is about.
    private async Task NoteAsync(string what, Func<SubmissionLedger, Task> note, IProtocolLog log)
    {
        if (Ledger is null)
        {
            return;
        }

        try
        {
            await note(Ledger).ConfigureAwait(false);
        }
        catch (LedgerException e)
        {
            log.Write(ProtocolLogKind.Warning, $"{what} could not be recorded: {e.Message}");
        }
    }

    // The first data connection of a session, before any STOR: whatever keeps data connections from working shows here.
    private async Task ReadFoldersAsync(CancellationToken stop)
    {
        var folders = new Dictionary<string, FtpName>(StringComparer.OrdinalIgnoreCase);
        await _connection.ListAsync(
            null,
            entry =>
            {
                if (entry.IsFolder != false)
                {
                    folders[entry.Name.Text] = entry.Name;
                }
            },
            stop).ConfigureAwait(false);
        _folders = folders;
        Services = folders.Keys.Where(name => !OutFolder.Is(name)).OrderBy(name => name, StringComparer.OrdinalIgnoreCase).ToArray();
    }

    internal FtpName FolderOf(string service) =>
        !OutFolder.Is(service) && _folders.TryGetValue(service, out FtpName? folder) ? folder : throw NotPermitted(service, null);

    internal GatewayException NotPermitted(string service, GatewayException? refusal) => new(
        "ServiceNotPermitted",
        $"No folder '{Printable.Escape(service)}' for this certificate{(refusal?.ReplyCode is int code ? $" ({code})" : string.Empty)}."
            + $" Visible folders: {(Services.Count == 0 ? "none" : Printable.Escape(string.Join(", ", Services)))}.",
        null,
        refusal)
    {
        ReplyCode = refusal?.ReplyCode,
        ReplyText = refusal?.ReplyText,
        SessionUsable = true,
    };
}
