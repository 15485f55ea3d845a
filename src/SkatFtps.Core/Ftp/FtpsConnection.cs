using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ftp.Listing;
using SkatFtps.Ftp.Tls;

namespace SkatFtps.Ftp;

/// <summary>The project's own engine: one session of explicit FTPS (RFC 959, 2228, 2428, 4217), passive only.</summary>
public sealed class FtpsConnection : IFtpsConnection
{
    // Seconds; the shortest that TLS libraries keep a session by default.
    private const long UnsaidLifetime = 300;

    private readonly FtpsOptions _options;
    private readonly HostSpelling _host;
    private readonly TlsHandshake _handshake;
    private FtpControlConnection? _control;
    private FtpServerProfile? _profile;
    private FtpTransfer? _transfer;
    private FtpName? _folder;
    private char _type;
    private bool _dataProven;
    private ListingForm _form;
    private IProtocolLog? _log;
    private readonly Stopwatch _age = new();
    private readonly ResumptionWatch _resumption = new();
    private DialogueOrder _order = new();

    // A listing came through on some login of this connection.
    private bool _listedBefore;

    public FtpsConnection(FtpsOptions options)
    {
        _options = options;
        _host = HostSpelling.Rent(options);
        _handshake = new TlsHandshake(options, _host);
    }

    public IProtocolLog? Log
    {
        get => _log;
        set
        {
            _log = value;
            if (_control is not null)
            {
                _control.Log = value;
            }
        }
    }

    public FtpsConnectionInfo? Info { get; private set; }

    public IReadOnlyList<FtpReply> Unasked => _order.Unasked;

    public bool IsOpen => _transfer is not null && _control!.LooksAlive() && _age.Elapsed < MaximumAge();

    public async Task OpenAsync(CancellationToken stop)
    {
        // A server that repeats its last word does so after a listing too: one as proof would cost the next login, and so on without end.
        bool proven = _listedBefore && _order.Unasked.Count > 0;
        Drop();
        _handshake.Prepare();
        try
        {
            _control = await FtpControlConnection.ConnectAsync(
                _options.Host, _options.Port, _options.Timeouts, _log, _options.Observer, stop).ConfigureAwait(false);
            _order = _control.Order;
            _profile = await new FtpLogin(_control, _options, _handshake, stop).RunAsync().ConfigureAwait(false);
            Info = new FtpsConnectionInfo(
                _profile.Greeting,
                _control.Tls!.SslProtocol,
                TlsHandshake.CipherOf(_control.Tls),
                new System.Security.Cryptography.X509Certificates.X509Certificate2(_control.Tls.RemoteCertificate!),
                _control.Observer!.Received.SawCertificateRequest ? _control.Observer.Sent.SawCertificateContent : null,
                _profile.Features)
            {
                PeerAddress = _control.Peer.ToString(),
            };
            _age.Restart();
            _dataProven = proven && _control.Tls.SslProtocol == SslProtocols.Tls12;
            _folder = _profile.PathOf(null);
            _form = _profile.Offers("MLST") ? ListingForm.Facts : ListingForm.Long;
            _resumption.LoggedIn();
            _transfer = new FtpTransfer(_control, _handshake, _resumption, _options, extendedPassive: _profile.Offers("EPSV"));
        }
        catch
        {
            Drop();

            // Whoever is told of the failure may dispose of the certificate.
            await _handshake.SettleAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async Task<bool> IsAliveAsync(CancellationToken stop)
    {
        if (!IsOpen)
        {
            return false;
        }

        using CancellationTokenRegistration closing = CloseOn(stop);
        try
        {
            FtpReply reply = await AskAsync(FtpCommand.Plain("NOOP"), stop).ConfigureAwait(false);

            // Any answer but "service closing" shows a living session.
            if (reply.Code != 421)
            {
                return true;
            }
        }
        catch (FtpsException)
        {
            // Dead; the caller opens it again.
        }

        Drop();
        return false;
    }

    public async Task ListAsync(FtpName? folder, Action<DirectoryEntry> entry, CancellationToken stop)
    {
        EnsureOpen(stop);
        using CancellationTokenRegistration closing = CloseOn(stop);
        await ChangeFolderAsync(folder, stop).ConfigureAwait(false);
        if (_type == 'I')
        {
            // Listings are text (RFC 959, 4.1.3). A session that never set a type is in A by definition.
            await SetTypeAsync('A', stop).ConfigureAwait(false);
        }

        await EndingAsync(async () =>
        {
            while (!await TryListAsync(entry, stop).ConfigureAwait(false))
            {
                // What the server offered or most servers know did not work here; the plainer form is used from now on.
                _form = _form == ListingForm.Facts ? ListingForm.Long : ListingForm.Names;
            }

            return true;
        }).ConfigureAwait(false);
    }

    public async Task<FtpUploadResult> StoreAsync(FtpUpload upload, CancellationToken stop)
    {
        EnsureOpen(stop);
        using CancellationTokenRegistration closing = CloseOn(stop);
        if (!_dataProven)
        {
            // A server creates the file at STOR, data or none, so the way for the data must be known to work.
            await ListAsync(null, _ => { }, stop).ConfigureAwait(false);
            if (!_dataProven)
            {
                throw new FtpsException(
                    FtpsFailure.DataPortUnreachable,
                    "No data connection has succeeded on this session, so no file is sent.") { SessionUsable = true };
            }

            if (_control!.IsClosed)
            {
                throw new FtpsException(
                    FtpsFailure.ConnectionLost,
                    "The listing that proves the way for the data did not resume the TLS session, so no file is sent on this"
                        + " connection.") { MayGoAnew = true };
            }
        }

        FtpCommand command = FtpCommand.With("STOR", upload.FileName);
        await ChangeFolderAsync(upload.Folder, stop).ConfigureAwait(false);
        await SetTypeAsync(upload.Ascii ? 'A' : 'I', stop).ConfigureAwait(false);

        // On TLS 1.3 an upload leaves no ticket behind that the next data connection could resume by, so the way must be proven anew:
        // a server that insists on reuse then refuses the listing and not, after STOR, the file.
        _dataProven = _control!.Tls!.SslProtocol == SslProtocols.Tls12;
        return await EndingAsync(() => _transfer!.StoreAsync(command, upload, stop)).ConfigureAwait(false);
    }

    public async Task<long> RetrieveAsync(
        FtpName? folder, FtpName name, long? listedSize, Stream destination, Action<long>? progress, CancellationToken stop)
    {
        EnsureOpen(stop);
        using CancellationTokenRegistration closing = CloseOn(stop);
        FtpCommand command = FtpCommand.With("RETR", name);
        await ChangeFolderAsync(folder, stop).ConfigureAwait(false);
        await SetTypeAsync('I', stop).ConfigureAwait(false);
        return await EndingAsync(() => _transfer!.RetrieveAsync(command, listedSize, destination, progress, stop)).ConfigureAwait(false);
    }

    public async Task<DateTime?> AskModifiedAsync(FtpName? folder, FtpName name, CancellationToken stop)
    {
        EnsureOpen(stop);
        if (!_profile!.Offers("MDTM") || !FactsListing.MayBeAsked(name))
        {
            return null;
        }

        using CancellationTokenRegistration closing = CloseOn(stop);
        FtpCommand command = FtpCommand.With("MDTM", name);
        await ChangeFolderAsync(folder, stop).ConfigureAwait(false);
        return FactsListing.TimeOf(await AskAsync(command, stop).ConfigureAwait(false));
    }

    public async Task DeleteAsync(FtpName? folder, FtpName name, CancellationToken stop)
    {
        EnsureOpen(stop);
        using CancellationTokenRegistration closing = CloseOn(stop);
        FtpCommand command = FtpCommand.With("DELE", name);
        await ChangeFolderAsync(folder, stop).ConfigureAwait(false);
        await RequireAsync(command, FtpsFailure.DeleteRefused, $"The server refuses to delete '{name}'", stop).ConfigureAwait(false);
    }

    public async Task CloseAsync(CancellationToken stop)
    {
        if (IsOpen)
        {
            try
            {
                await AskAsync(FtpCommand.Plain("QUIT"), stop).ConfigureAwait(false);
            }
            catch (Exception e) when (e is FtpsException or OperationCanceledException)
            {
                _log?.Write(ProtocolLogKind.Note, "The server did not answer QUIT: " + e.Message);
            }
        }

        Drop();
    }

    public void Dispose()
    {
        Drop();
        _host.Dispose();
    }

    private TimeSpan MaximumAge()
    {
        if (_options.MaximumAge is { } given)
        {
            return given;
        }

        // TLS 1.3 hides the tickets; there each upload is preceded by a listing instead.
        if (_control!.Tls!.SslProtocol != SslProtocols.Tls12)
        {
            return TimeSpan.MaxValue;
        }

        long lifetime = _control.Observer!.Received.TicketLifetime is > 0 and long said ? said : UnsaidLifetime;
        return TimeSpan.FromSeconds(lifetime * 0.8);
    }

    private void Drop()
    {
        _control?.Dispose();
        _control = null;
        _transfer = null;
        _folder = null;
        _type = default;
        _dataProven = false;
    }

    // Ends the connection after a transfer whose data connection did not resume the session, before another STOR could leave on it.
    private async Task<T> EndingAsync<T>(Func<Task<T>> transfer)
    {
        try
        {
            return await transfer().ConfigureAwait(false);
        }
        catch (FtpsException e) when (_resumption.EndsBecause is not null)
        {
            e.SessionUsable = false;
            throw;
        }
        finally
        {
            if (_resumption.EndsBecause is { } why && _control is not null)
            {
                _control.Close();
                _log?.Write(ProtocolLogKind.Note, why);
            }
        }
    }

    // Stopped between a command and its reply, an open connection would hand that reply to the next command.
    private CancellationTokenRegistration CloseOn(CancellationToken stop) =>
        stop.Register(control => ((FtpControlConnection)control!).Close(), _control);

    private void EnsureOpen(CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        if (_transfer is null || _control!.IsClosed)
        {
            throw new FtpsException(FtpsFailure.ConnectionLost, "The connection is not open.");
        }
    }

    private async Task<bool> TryListAsync(Action<DirectoryEntry> entry, CancellationToken stop)
    {
        var listing = new DirectoryListing(_form, entry, DateTime.UtcNow.Date, _options.ListingBounds);
        try
        {
            _dataProven |= await _transfer!.ListAsync(FtpCommand.Plain(VerbOf(_form)), listing, stop).ConfigureAwait(false);
            _listedBefore |= _dataProven;
        }
        catch (FtpsException e)
            when (e.Failure == FtpsFailure.ListRefused && e.Reply is { Code: >= 500 } && e.SessionUsable && _form != ListingForm.Names)
        {
            return false;
        }

        if (listing.UnreadLines == 0 || _form == ListingForm.Names)
        {
            return true;
        }

        if (listing.Entries > 0)
        {
            _log?.Write(ProtocolLogKind.Warning, $"{listing.UnreadLines} lines of the listing could not be read; they are left out.");
            return true;
        }

        return false;
    }

    private static string VerbOf(ListingForm form) => form switch
    {
        ListingForm.Facts => "MLSD",
        ListingForm.Names => "NLST",
        _ => "LIST",
    };

    private async Task ChangeFolderAsync(FtpName? folder, CancellationToken stop)
    {
        FtpName path = _profile!.PathOf(folder);
        if (path.Equals(_folder))
        {
            return;
        }

        await RequireAsync(
            FtpCommand.With("CWD", path),
            FtpsFailure.FolderRefused,
            $"The server does not open the folder '{path}'",
            stop).ConfigureAwait(false);
        _folder = path;
    }

    private async Task SetTypeAsync(char type, CancellationToken stop)
    {
        if (_type != type)
        {
            await RequireAsync(
                FtpCommand.With("TYPE", type.ToString()),
                FtpsFailure.TypeRefused,
                "The server refuses TYPE " + type,
                stop).ConfigureAwait(false);
            _type = type;
        }
    }

    private async Task RequireAsync(FtpCommand command, FtpsFailure failure, string fact, CancellationToken stop)
    {
        FtpReply reply = await AskAsync(command, stop).ConfigureAwait(false);
        if (!reply.IsCompletion)
        {
            throw new FtpsException(failure, $"{fact}: {reply}") { Reply = reply, SessionUsable = reply.Code != 421 };
        }
    }

    private async Task<FtpReply> AskAsync(FtpCommand command, CancellationToken stop)
    {
        await _control!.SendAsync(command, _options.Timeouts.Reply, stop).ConfigureAwait(false);
        return await _control.ReadReplyAsync(command.Verb, _options.Timeouts.Reply, FtpsFailure.ReplyTimedOut, stop).ConfigureAwait(false);
    }
}
