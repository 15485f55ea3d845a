using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ftp;

namespace SkatFtps.Core.Tests.Support;

/// <summary>
/// The engine that sessions use, whose connection a test cuts, and which fails as a test says before it asks the server anything.
/// </summary>
internal sealed class FailingConnection(FtpsOptions options) : IFtpsConnection
{
    private readonly FtpsConnection _inner = new(options);
    private bool _cut;

    /// <summary>Thrown by every login in place of trying it; null: none.</summary>
    public FtpsException? AtLogin { get; set; }

    /// <summary>Thrown by every listing in place of trying it; null: none.</summary>
    public FtpsException? AtListing { get; set; }

    public IProtocolLog? Log
    {
        get => _inner.Log;
        set => _inner.Log = value;
    }

    public FtpsConnectionInfo? Info => _inner.Info;

    public IReadOnlyList<FtpReply> Unasked => _inner.Unasked;

    public bool IsOpen => !_cut && _inner.IsOpen;

    /// <summary>The network is gone: the next operation logs in anew.</summary>
    public void Cut() => _cut = true;

    public Task OpenAsync(CancellationToken stop)
    {
        if (AtLogin is not null)
        {
            throw AtLogin;
        }

        _cut = false;
        return _inner.OpenAsync(stop);
    }

    public Task<bool> IsAliveAsync(CancellationToken stop) => _cut ? Task.FromResult(false) : _inner.IsAliveAsync(stop);

    public Task ListAsync(FtpName? folder, Action<DirectoryEntry> entry, CancellationToken stop) =>
        AtListing is null ? _inner.ListAsync(folder, entry, stop) : throw AtListing;

    public Task<FtpUploadResult> StoreAsync(FtpUpload upload, CancellationToken stop) => _inner.StoreAsync(upload, stop);

    public Task<long> RetrieveAsync(
        FtpName? folder, FtpName name, long? listedSize, Stream destination, Action<long>? progress, CancellationToken stop) =>
        _inner.RetrieveAsync(folder, name, listedSize, destination, progress, stop);

    public Task<DateTime?> AskModifiedAsync(FtpName? folder, FtpName name, CancellationToken stop) =>
        _inner.AskModifiedAsync(folder, name, stop);

    public Task DeleteAsync(FtpName? folder, FtpName name, CancellationToken stop) => _inner.DeleteAsync(folder, name, stop);

    public Task CloseAsync(CancellationToken stop) => _inner.CloseAsync(stop);

    public void Dispose() => _inner.Dispose();
}
