using System;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Threading;
using System.Threading.Tasks;
using FluentFTP;
using SkatFtps.Ftp;

namespace SkatFtps.EngineFigures;

/// <summary>FluentFTP as a careful user calls it: no existence check, no verification, the chain by its hook. For figures only.</summary>
internal sealed class PlainFluentFtp : IFtpsConnection
{
    private readonly AsyncFtpClient _client;

    public PlainFluentFtp(FtpsOptions options)
    {
        _client = new AsyncFtpClient(options.Host, new NetworkCredential(options.UserName, options.Password), options.Port);
        _client.Config.EncryptionMode = FtpEncryptionMode.Explicit;
        _client.Config.SslProtocols = options.Protocols;
        _client.Config.ClientCertificates.Add(options.ClientCertificate!);
        _client.ValidateCertificate += (_, e) => e.Accept = true;
        SslStreamCertificateContext context = SslStreamCertificateContext.Create(
            options.ClientCertificate!, options.ClientChain, offline: true);
        _client.ConfigureAuthentication += (_, e) =>
        {
            e.Options.ClientCertificates = null;
            e.Options.ClientCertificateContext = context;
            e.Options.TargetHost = options.TlsHostName;
        };
    }

    public IProtocolLog? Log { get; set; }

    public FtpsConnectionInfo? Info => null;

    public bool IsOpen => _client.IsConnected;

    public Task OpenAsync(CancellationToken stop) => _client.Connect(stop);

    public Task<bool> IsAliveAsync(CancellationToken stop) => Task.FromResult(IsOpen);

    public async Task StoreAsync(FtpUpload upload, CancellationToken stop)
    {
        FtpStatus status = await _client.UploadStream(
            upload.Content, $"/{upload.Folder.Text}/{upload.FileName}", FtpRemoteExists.NoCheck, token: stop);
        if (status != FtpStatus.Success)
        {
            throw new IOException($"FluentFTP says {status}.");
        }
    }

    public Task ListAsync(FtpName? folder, Action<DirectoryEntry> entry, CancellationToken stop) => throw new NotSupportedException();

    public Task<long> RetrieveAsync(
        FtpName? folder, FtpName name, long? listedSize, Stream destination, Action<long>? progress, CancellationToken stop) =>
        throw new NotSupportedException();

    public Task DeleteAsync(FtpName? folder, FtpName name, CancellationToken stop) => throw new NotSupportedException();

    public Task CloseAsync(CancellationToken stop) => _client.Disconnect(stop);

    public void Dispose() => _client.Dispose();
}
