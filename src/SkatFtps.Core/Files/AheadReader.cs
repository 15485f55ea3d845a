using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ftp;

namespace SkatFtps.Files;

/// <summary>Reads a stream in parts, each while its user is busy with the one before; the first read begins at once.</summary>
internal sealed class AheadReader
{
    private readonly Stream _source;
    private readonly CancellationToken _stop;
    private byte[] _next = TransferBuffers.Rent();
    private Task<int> _reading;

    public AheadReader(Stream source, CancellationToken stop)
    {
        _source = source;
        _stop = stop;
        _reading = ReadAsync();
    }

    /// <summary>What the last call of <see cref="NextAsync"/> brought, until the next one.</summary>
    public byte[] Part { get; private set; } = TransferBuffers.Rent();

    /// <returns>Bytes in <see cref="Part"/>; zero at the end. Fails as the read did.</returns>
    public async Task<int> NextAsync()
    {
        int count = await _reading.ConfigureAwait(false);
        (Part, _next) = (_next, Part);
        _reading = count == 0 ? Task.FromResult(0) : ReadAsync();
        return count;
    }

    /// <summary>Always to be called: a read that still runs would write into a buffer that belongs to someone else by then.</summary>
    public async Task EndAsync()
    {
        await Task.WhenAny(_reading).ConfigureAwait(false);
        TransferBuffers.Return(Part);
        TransferBuffers.Return(_next);
    }

    private async Task<int> ReadAsync() => await _source.ReadAsync(_next, 0, _next.Length, _stop).ConfigureAwait(false);
}
