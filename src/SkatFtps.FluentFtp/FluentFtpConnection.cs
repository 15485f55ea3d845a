using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using FluentFTP;
using FluentFTP.Exceptions;
using SkatFtps.Ftp;
using SkatFtps.Ftp.Listing;
using SkatFtps.Ftp.Tls;
using SkatFtps.Text;
using FtpReply = SkatFtps.Ftp.FtpReply;

namespace SkatFtps.FluentFtp;

/// <summary>The second engine: FluentFTP on the wire, held to the promises of <see cref="IFtpsConnection"/>.</summary>
public sealed class FluentFtpConnection(FtpsOptions options) : IFtpsConnection
{
    private readonly FtpsOptions _options = options;
    private readonly HostSpelling _host = HostSpelling.Rent(options);
    private readonly FluentLog _log = new();
    private TlsSettings? _tls;
    private FluentClient? _client;
    private FluentTransfer? _transfer;
    private FtpServerProfile? _profile;
    private FtpName? _folder;
    private bool? _ascii;
    private bool _dataProven;
    private ListingForm _form;
    private DialogueOrder _order = new();

    public IProtocolLog? Log
    {
        get => _log.Target;
        set => _log.Target = value;
    }

    public FtpsConnectionInfo? Info { get; private set; }

    public IReadOnlyList<FtpReply> Unasked => _order.Unasked;

    public bool IsOpen => _transfer is not null && _client!.Control.LooksAlive();

    public async Task OpenAsync(CancellationToken stop)
    {
        Drop();
        stop.ThrowIfCancellationRequested();
        _tls = new TlsSettings(_options, _host) { Stop = stop };
        _client = new FluentClient(_options, _tls, _log);
        _order = _client.Control.Order;
        try
        {
            using CancellationTokenRegistration closing = CloseOn(stop);
            await ConnectAsync(stop).ConfigureAwait(false);
            await DescribeAsync(stop).ConfigureAwait(false);
            _transfer = new FluentTransfer(_client, _tls, _log);
        }
        catch (Exception e)
        {
            Drop();
            throw stop.IsCancellationRequested ? new OperationCanceledException(stop) : e is FtpsException ? e : Unexplained(e);
        }
    }

    public async Task<bool> IsAliveAsync(CancellationToken stop)
    {
        if (!IsOpen)
        {
            return false;
        }

        try
        {
            FtpReply reply = await RunAsync(() => _client!.AskAsync(FtpCommand.Plain("NOOP"), stop), stop).ConfigureAwait(false);

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

    public Task ListAsync(FtpName? folder, Action<DirectoryEntry> entry, CancellationToken stop) =>
        RunAsync(
            async () =>
            {
                await ListCoreAsync(folder, entry, stop).ConfigureAwait(false);
                return true;
            },
            stop);

    public Task<FtpUploadResult> StoreAsync(FtpUpload upload, CancellationToken stop) =>
        RunAsync(
            async () =>
            {
                if (!_dataProven)
                {
                    // A server creates the file at STOR, data or none, so the way for the data must be known to work.
                    await ListCoreAsync(null, _ => { }, stop).ConfigureAwait(false);
                    if (!_dataProven)
                    {
                        throw new FtpsException(
                            FtpsFailure.DataPortUnreachable,
                            "No data connection has succeeded on this session, so no file is sent.") { SessionUsable = true };
                    }
                }

                FtpCommand command = FtpCommand.With("STOR", upload.FileName);
                await ChangeFolderAsync(upload.Folder, stop).ConfigureAwait(false);
                await SetTypeAsync(upload.Ascii, stop).ConfigureAwait(false);

                // On TLS 1.3 an upload leaves no ticket behind that the next data connection could resume by, so the way must be proven
                // anew.
                _dataProven = _tls!.Session!.Protocol == SslProtocols.Tls12;
                await new FluentUpload(_client!, _transfer!, _options.Timeouts).RunAsync(command, upload, stop).ConfigureAwait(false);

                // Nobody reads the server's end here.
                return new FtpUploadResult(serverEndedTls: false);
            },
            stop);

    public Task<long> RetrieveAsync(
        FtpName? folder, FtpName name, long? listedSize, Stream destination, Action<long>? progress, CancellationToken stop) =>
        RunAsync(() => RetrieveCoreAsync(folder, name, listedSize, destination, progress, stop), stop);

    public Task<DateTime?> AskModifiedAsync(FtpName? folder, FtpName name, CancellationToken stop) =>
        RunAsync<DateTime?>(
            async () =>
            {
                if (!_profile!.Offers("MDTM") || !FactsListing.MayBeAsked(name))
                {
                    return null;
                }

                FtpCommand command = FtpCommand.With("MDTM", name);
                await ChangeFolderAsync(folder, stop).ConfigureAwait(false);
                return FactsListing.TimeOf(await _client!.AskAsync(command, stop).ConfigureAwait(false));
            },
            stop);

    public Task DeleteAsync(FtpName? folder, FtpName name, CancellationToken stop) =>
        RunAsync(
            async () =>
            {
                FtpCommand command = FtpCommand.With("DELE", name);
                await ChangeFolderAsync(folder, stop).ConfigureAwait(false);
                await RequireAsync(
                    command, FtpsFailure.DeleteRefused, $"The server refuses to delete '{name}'", stop).ConfigureAwait(false);
                return true;
            },
            stop);

    public async Task CloseAsync(CancellationToken stop)
    {
        if (IsOpen)
        {
            try
            {
                await RunAsync(() => _client!.AskAsync(FtpCommand.Plain("QUIT"), stop), stop).ConfigureAwait(false);
            }
            catch (Exception e) when (e is FtpsException or OperationCanceledException)
            {
                Log?.Write(ProtocolLogKind.Note, "The server did not answer QUIT: " + e.Message);
            }
        }

        Drop();
    }

    public void Dispose()
    {
        Drop();
        _host.Dispose();
    }

    private void Drop()
    {
        _client?.Shut();
        _client = null;
        _transfer = null;
        _folder = null;
        _ascii = null;
        _dataProven = false;
    }

    // Stopped between a command and its reply, an open connection would hand that reply to the next command.
    private CancellationTokenRegistration CloseOn(CancellationToken stop) =>
        stop.Register(control => ((ControlStream)control!).Shut(), _client!.Control);

    private async Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        if (_transfer is null || _client!.Control.IsClosed)
        {
            throw new FtpsException(FtpsFailure.ConnectionLost, "The connection is not open.");
        }

        _tls!.Stop = stop;
        using CancellationTokenRegistration closing = CloseOn(stop);
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception e)
            when (stop.IsCancellationRequested
                && e is not (OperationCanceledException or FtpsException { Failure: FtpsFailure.StoreInDoubt }))
        {
            throw new OperationCanceledException(stop);
        }
        catch (Exception e) when (e is FtpException or TimeoutException)
        {
            throw Unexplained(e);
        }
    }

    private async Task ConnectAsync(CancellationToken stop)
    {
        try
        {
            await _client!.Connect(stop).ConfigureAwait(false);
        }
        catch (FtpSecurityNotAvailableException e)
        {
            throw new FtpsException(FtpsFailure.TlsRefused, $"The server refuses TLS on this port: {_client!.Control.Last}", e)
            {
                Reply = _client.Control.Last,
            };
        }
        catch (FtpCommandException e) when (_client!.Control.Verb is "PBSZ" or "PROT")
        {
            throw new FtpsException(
                FtpsFailure.ProtectionRefused,
                $"The server refuses {(_client.Control.Verb == "PBSZ" ? "PBSZ 0" : "PROT P")}: {_client.Control.Last}",
                e) { Reply = _client.Control.Last };
        }
        catch (FtpCommandException) when (_client!.Control.Verb == "PWD" && _client.Control.Last!.Code != 421)
        {
            // The last thing that FluentFTP asks; a server that knows no PWD has the login directory at the root.
        }
    }

    private async Task DescribeAsync(CancellationToken stop)
    {
        ControlStream control = _client!.Control;
        FtpReply? features = control.Answers.TryGetValue("FEAT", out FtpReply? feat) && feat.IsCompletion ? feat : null;
        _profile = new FtpServerProfile(
            control.Answers["the connection"].Text,
            features is null ? new string[0] : FtpServerProfile.FeaturesOf(features),
            FtpServerProfile.LoginFolderOf(control.Answers["PWD"]));
        if (_profile.Offers("UTF8"))
        {
            // A refusal changes nothing: RFC 2640 servers speak UTF-8 unasked.
            await _client.AskAsync(FtpCommand.With("OPTS", "UTF8 ON"), stop).ConfigureAwait(false);
        }

        ProtectedStream session = _tls!.Session!;
        Info = new FtpsConnectionInfo(
            _profile.Greeting,
            session.Protocol,
            session.CipherSuite,
            session.ServerCertificate!,
            session.Observer!.Received.SawCertificateRequest ? session.Observer.Sent.SawCertificateContent : null,
            _profile.Features);
        _folder = _profile.PathOf(null);
        _form = _profile.Offers("MLST") ? ListingForm.Facts : ListingForm.Long;
    }

    private async Task ListCoreAsync(FtpName? folder, Action<DirectoryEntry> entry, CancellationToken stop)
    {
        await ChangeFolderAsync(folder, stop).ConfigureAwait(false);
        if (_ascii == false)
        {
            // Listings are text (RFC 959, 4.1.3). A session that never set a type is in A by definition.
            await SetTypeAsync(ascii: true, stop).ConfigureAwait(false);
        }

        while (!await TryListAsync(entry, stop).ConfigureAwait(false))
        {
            _form = _form == ListingForm.Facts ? ListingForm.Long : ListingForm.Names;
        }
    }

    private async Task<bool> TryListAsync(Action<DirectoryEntry> entry, CancellationToken stop)
    {
        var listing = new DirectoryListing(_form, entry, DateTime.UtcNow.Date, _options.ListingBounds);
        FtpCommand command = FtpCommand.Plain(_form switch { ListingForm.Facts => "MLSD", ListingForm.Names => "NLST", _ => "LIST" });
        try
        {
            OpenedData data = await _transfer!.OpenAsync(command, FtpsFailure.ListRefused, null, stop).ConfigureAwait(false);
            using IDisposable closing = new Closing(data);
            await _transfer.ReadToEndAsync(
                data,
                (buffer, count) => { listing.Feed(buffer, 0, count); return Task.CompletedTask; },
                FtpsFailure.ListingIncomplete,
                stop).ConfigureAwait(false);
            await _transfer.FinishReadingAsync(data, FtpsFailure.ListingIncomplete, sizeKnown: false, stop).ConfigureAwait(false);
            listing.Finish();
            _dataProven = true;
        }
        catch (FtpsException e) when (e.Failure == FtpsFailure.ReplyUnexpected && e.SessionUsable)
        {
            // Answered without using the data connection: an empty folder.
            return true;
        }
        catch (FtpsException e)
            when (e.Failure == FtpsFailure.ListRefused && e.Reply is { Code: 450 or 550 } && e.Reply.Mentions(
                "no files", "no such file", "not found", "empty"))
        {
            // The folder itself was entered, so this is how the server says that it is empty.
            return true;
        }
        catch (FtpsException e)
            when (e.Failure == FtpsFailure.ListRefused && e.Reply is { Code: >= 500 } && e.SessionUsable && _form != ListingForm.Names)
        {
            return false;
        }

        if (listing.UnreadLines > 0 && listing.Entries > 0 && _form != ListingForm.Names)
        {
            Log?.Write(ProtocolLogKind.Warning, $"{listing.UnreadLines} lines of the listing could not be read; they are left out.");
        }

        return listing.UnreadLines == 0 || listing.Entries > 0 || _form == ListingForm.Names;
    }

    private async Task<long> RetrieveCoreAsync(
        FtpName? folder, FtpName name, long? listedSize, Stream destination, Action<long>? progress, CancellationToken stop)
    {
        FtpCommand command = FtpCommand.With("RETR", name);
        await ChangeFolderAsync(folder, stop).ConfigureAwait(false);
        await SetTypeAsync(ascii: false, stop).ConfigureAwait(false);
        OpenedData data;
        try
        {
            data = await _transfer!.OpenAsync(command, FtpsFailure.RetrieveRefused, null, stop).ConfigureAwait(false);
        }
        catch (FtpsException e) when (e.Failure == FtpsFailure.ReplyUnexpected && e.SessionUsable)
        {
            throw new FtpsException(FtpsFailure.RetrieveRefused, $"The server answered {command.Display} with {e.Reply}")
            {
                Reply = e.Reply,
                SessionUsable = true,
            };
        }

        using IDisposable closing = new Closing(data);
        long total = 0;
        await _transfer.ReadToEndAsync(
            data,
            async (buffer, count) =>
            {
                await destination.WriteAsync(buffer, 0, count, stop).ConfigureAwait(false);
                total += count;
                progress?.Invoke(total);
            },
            FtpsFailure.RetrieveIncomplete,
            stop).ConfigureAwait(false);
        await _transfer.FinishReadingAsync(data, FtpsFailure.RetrieveIncomplete, listedSize == total, stop).ConfigureAwait(false);

        // TLS 1.3 does not show how the stream ended, so that only the size can tell.
        return _tls!.Session!.Protocol == SslProtocols.Tls12 || listedSize is null || listedSize == total
            ? total
            : throw new FtpsException(FtpsFailure.RetrieveIncomplete, $"The server listed {listedSize} bytes and sent {total}.")
            {
                SessionUsable = true,
            };
    }

    private async Task ChangeFolderAsync(FtpName? folder, CancellationToken stop)
    {
        FtpName path = _profile!.PathOf(folder);
        if (!path.Equals(_folder))
        {
            await RequireAsync(
                FtpCommand.With("CWD", path),
                FtpsFailure.FolderRefused,
                $"The server does not open the folder '{path}'",
                stop).ConfigureAwait(false);
            _folder = path;
        }
    }

    private async Task SetTypeAsync(bool ascii, CancellationToken stop)
    {
        if (_ascii != ascii)
        {
            string type = ascii ? "A" : "I";
            await RequireAsync(
                FtpCommand.With("TYPE", type), FtpsFailure.TypeRefused, "The server refuses TYPE " + type, stop).ConfigureAwait(false);
            _ascii = ascii;
        }
    }

    private async Task RequireAsync(FtpCommand command, FtpsFailure failure, string fact, CancellationToken stop)
    {
        FtpReply reply = await _client!.AskAsync(command, stop).ConfigureAwait(false);
        if (!reply.IsCompletion)
        {
            throw new FtpsException(failure, $"{fact}: {reply}") { Reply = reply, SessionUsable = reply.Code != 421 };
        }
    }

    // Nothing of FluentFTP's that is not known above says more than that the dialogue is over.
    private FtpsException Unexplained(Exception e)
    {
        ControlStream? control = _client?.Control;
        control?.Shut();
        return new FtpsException(FtpsFailure.ConnectionLost, "FluentFTP gave up: " + Printable.Escape(e.Message), e)
        {
            Reply = control?.Last is { IsRefusal: true } last ? last : null,
        };
    }

    private sealed class Closing(OpenedData data) : IDisposable
    {
        private readonly OpenedData _data = data;

        public void Dispose() => _data.Tls.Dispose();
    }
}
