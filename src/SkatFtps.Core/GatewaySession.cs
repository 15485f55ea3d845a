using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ftp;

namespace SkatFtps;

/// <summary>
/// A session with a gateway: connect, submit, read the out folder, fetch, remove, close. One operation at a time; callers on
/// several threads wait their turn. A connection that was dropped while idle is opened anew before the next command.
/// </summary>
public sealed class GatewaySession : IDisposable
{
    // Long enough that a batch never asks, short enough that a firewall that forgot the connection is noticed by NOOP and not by STOR.
    private static readonly TimeSpan IdleBeforeAsking = TimeSpan.FromSeconds(15);

    private const string OutFolder = "out";

    private readonly GatewayOptions _options;
    private readonly IFtpsConnection _connection;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private Dictionary<string, FtpName> _folders = new(StringComparer.OrdinalIgnoreCase);
    private DateTime _lastUse;
    private bool _loginRefused;

    private GatewaySession(GatewayOptions options, IFtpsConnection connection)
    {
        _options = options;
        _connection = connection;
    }

    public string HostName => _options.Endpoint.Host;

    public int Port => _options.Endpoint.Port;

    public GatewayEnvironment Environment => _options.Endpoint.Environment;

    public string UserName => _options.UserName;

    /// <summary>As negotiated.</summary>
    public SslProtocols TlsVersion { get; private set; }

    public string CipherSuite { get; private set; } = string.Empty;

    /// <summary>When our certificate ends.</summary>
    public DateTimeOffset CertificateExpires => _options.Certificate.NotAfter;

    /// <summary>The folders that the certificate's roles show, without /out, sorted.</summary>
    public IReadOnlyList<string> Services { get; private set; } = Array.Empty<string>();

    /// <summary>When the session last logged in.</summary>
    public DateTimeOffset ConnectedAt { get; private set; }

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
    public static async Task<GatewaySession> ConnectAsync(GatewayOptions options, Func<FtpsOptions, IFtpsConnection> engine, IProtocolLog log, CancellationToken stop)
    {
        var session = new GatewaySession(options, engine(options.ToFtpsOptions()));
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

    /// <summary>Sends one file into a service's folder, once, under its own name.</summary>
    /// <inheritdoc cref="SubmitAsync(string, FileInfo, string, Action{long}?, IProtocolLog, CancellationToken)"/>
    public Task<Submission> SubmitAsync(string service, FileInfo file, Action<long>? progress, IProtocolLog log, CancellationToken stop) =>
        SubmitAsync(service, file, file.Name, progress, log, stop);

    /// <summary>Sends one file into a service's folder, once.</summary>
    /// <param name="service">A visible service.</param>
    /// <param name="file">The local file; it keeps its own name.</param>
    /// <param name="name">The name to send it under; it becomes the FTPTransaktionsId.</param>
    /// <param name="progress">Called with the bytes so far, or null.</param>
    /// <param name="log">Receives the dialogue.</param>
    /// <param name="stop">Cancels; once STOR was written, into SubmissionInDoubt.</param>
    /// <exception cref="GatewayException"><see cref="GatewayException.SafeToResend"/> is always set.</exception>
    public async Task<Submission> SubmitAsync(string service, FileInfo file, string name, Action<long>? progress, IProtocolLog log, CancellationToken stop)
    {
        using FilingFile filing = FilingFile.Open(file, name, ServiceCatalogue.NeedsAscii(service));
        try
        {
            FtpName folder = FolderOf(service);
            await RunAsync(
                async connection =>
                {
                    var upload = new FtpUpload(folder, filing.Name, filing.Content) { Ascii = filing.Ascii, Progress = progress };
                    await connection.StoreAsync(upload, stop).ConfigureAwait(false);
                },
                log,
                stop).ConfigureAwait(false);
        }
        catch (GatewayException e)
        {
            throw (e.ErrorId == "ServiceNotPermitted" ? NotPermitted(service, e) : e).AboutSending(filing.Name, safe: e.ErrorId != "SubmissionInDoubt");
        }

        return new Submission(service, filing.Name, filing.FullName, filing.Length, filing.FinishHash(), DateTimeOffset.Now);
    }

    /// <summary>Lists /out.</summary>
    public Task<IReadOnlyList<OutFile>> ListOutAsync(IProtocolLog log, CancellationToken stop) =>
        RunAsync(
            "listing /out",
            async connection =>
            {
                var files = new List<OutFile>();
                await connection.ListAsync(Out, entry => AddFile(files, entry), stop).ConfigureAwait(false);
                return (IReadOnlyList<OutFile>)files;
            },
            log,
            stop);

    /// <summary>Whether the name is that of a status file, by the guide's form.</summary>
    public bool IsStatusFile(OutFile file) => Status.StatusFileName.TryParse(file.Name, Services, out _);

    /// <summary>Fetches and reads one status file.</summary>
    /// <exception cref="SkatFtps.Status.StatusFileException">It is not readable; the session goes on.</exception>
    public async Task<SubmissionStatus> ReadStatusAsync(OutFile file, IProtocolLog log, CancellationToken stop)
    {
        if (file.Size > Status.StatusFileReader.MaximumSize)
        {
            throw Status.StatusFileReader.TooLarge(file.Name);
        }

        byte[] bytes = await RunAsync(
            "fetching " + file,
            async connection =>
            {
                using var content = new BoundedStream(Status.StatusFileReader.MaximumSize);
                await connection.RetrieveAsync(Out, file.ServerName, file.Size, content, null, stop).ConfigureAwait(false);
                return content.ToArray();
            },
            log,
            stop).ConfigureAwait(false);
        return SubmissionStatus.FromFile(file.Name, bytes, Services);
    }

    /// <summary>Fetches one file from /out into a folder: whole, flushed and under its own name, or not at all.</summary>
    public async Task<SkatResponse> ReceiveAsync(OutFile file, SubmissionStatus? status, DirectoryInfo destination, Action<long>? progress, IProtocolLog log, CancellationToken stop)
    {
        using ReceivedFile received = ReceivedFile.Create(destination, file.Name);
        long length = await RunAsync(
            "fetching " + file,
            connection => connection.RetrieveAsync(Out, file.ServerName, file.Size, received.Content, progress, stop),
            log,
            stop).ConfigureAwait(false);
        string sha256 = received.Content.Finish();
        return new SkatResponse(file.Name, received.Keep(sha256), length, sha256, DateTimeOffset.Now, status);
    }

    /// <summary>Deletes one file from /out.</summary>
    public Task RemoveAsync(OutFile file, IProtocolLog log, CancellationToken stop) =>
        RunAsync(connection => connection.DeleteAsync(Out, file.ServerName, stop), log, stop);

    /// <summary>Says goodbye and closes. Never fails.</summary>
    public async Task CloseAsync(IProtocolLog log, CancellationToken stop)
    {
        IsClosed = true;
        _connection.Log = log;
        await _connection.CloseAsync(stop).ConfigureAwait(false);
        _options.Certificate.Dispose();
    }

    public void Dispose()
    {
        IsClosed = true;
        _connection.Dispose();
        _options.Certificate.Dispose();
    }

    public override string ToString() => $"{UserName} at {HostName}:{Port}";

    private FtpName Out => _folders.TryGetValue(OutFolder, out FtpName? name) ? name : FtpName.FromText(OutFolder);

    private static void AddFile(List<OutFile> files, DirectoryEntry entry)
    {
        if (entry.IsFolder != true)
        {
            files.Add(new OutFile(entry));
        }
    }

    private Task RunAsync(Func<IFtpsConnection, Task> work, IProtocolLog log, CancellationToken stop) =>
        RunAsync<object?>(
            null,
            async connection =>
            {
                await work(connection).ConfigureAwait(false);
                return null;
            },
            log,
            stop);

    private async Task<T> RunAsync<T>(string? what, Func<IFtpsConnection, Task<T>> work, IProtocolLog log, CancellationToken stop)
    {
        await _turn.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            if (IsClosed)
            {
                throw new GatewayException("SessionClosed", $"The session of {this} was closed.", "Open another with Connect-SkatGateway.");
            }

            _connection.Log = log;
            await EnsureOpenAsync(log, stop).ConfigureAwait(false);
            T result = await work(_connection).ConfigureAwait(false);
            _lastUse = DateTime.UtcNow;
            return result;
        }
        catch (FtpsException e)
        {
            GatewayException failure = GatewayException.From(e, _options.Endpoint);
            throw what is null ? failure : failure.While(what);
        }
        finally
        {
            _connection.Log = null;
            _turn.Release();
        }
    }

    private async Task EnsureOpenAsync(IProtocolLog log, CancellationToken stop)
    {
        if (_connection.IsOpen && (DateTime.UtcNow - _lastUse < IdleBeforeAsking || await _connection.IsAliveAsync(stop).ConfigureAwait(false)))
        {
            return;
        }

        if (_loginRefused)
        {
            throw new GatewayException("LoginRefused", "The gateway refused the last login of this session, and it is not tried again by itself.", "Find out why first; then connect anew with Connect-SkatGateway.");
        }

        if (ConnectedAt != default)
        {
            log.Write(ProtocolLogKind.Note, "The connection was dropped while idle; logging in again.");
        }

        try
        {
            await _connection.OpenAsync(stop).ConfigureAwait(false);
        }
        catch (FtpsException e)
        {
            _loginRefused = e.Failure == FtpsFailure.LoginRefused;
            throw;
        }

        await ReadFoldersAsync(stop).ConfigureAwait(false);
        FtpsConnectionInfo info = _connection.Info!;
        TlsVersion = info.Protocol;
        CipherSuite = info.CipherSuite;
        ConnectedAt = DateTimeOffset.Now;
        _lastUse = DateTime.UtcNow;
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
        Services = folders.Keys.Where(name => !string.Equals(name, OutFolder, StringComparison.OrdinalIgnoreCase)).OrderBy(name => name, StringComparer.OrdinalIgnoreCase).ToArray();
        if (_connection.Info!.Protocol != SslProtocols.Tls12)
        {
            // On TLS 1.3 a first data connection can succeed where every later one is refused for want of session reuse.
            await _connection.ListAsync(null, _ => { }, stop).ConfigureAwait(false);
        }
    }

    private FtpName FolderOf(string service) =>
        !string.Equals(service, OutFolder, StringComparison.OrdinalIgnoreCase) && _folders.TryGetValue(service, out FtpName? folder) ? folder : throw NotPermitted(service, null);

    private GatewayException NotPermitted(string service, GatewayException? refusal) => new(
        "ServiceNotPermitted",
        $"No folder '{FtpText.Escape(service)}' for this certificate{(refusal?.ReplyCode is int code ? $" ({code})" : string.Empty)}. Visible folders: {(Services.Count == 0 ? "none" : FtpText.Escape(string.Join(", ", Services)))}.",
        "Check the spelling, then the certificate's roles with SKAT; a new role takes about an hour and shows after the next Connect-SkatGateway.",
        refusal)
    {
        ReplyCode = refusal?.ReplyCode,
        ReplyText = refusal?.ReplyText,
        SessionUsable = true,
    };
}
