using System;
using System.IO;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Text;

namespace SkatFtps.Files;

/// <summary>Passes bytes through, either way, and keeps their SHA-256: one pass over the data.</summary>
internal sealed class HashingStream(Stream inner) : Stream
{
    private readonly Stream _inner = inner;
    private readonly SHA256 _sha = SHA256.Create();
    private long _total;
    private bool _finished;

    /// <summary>Bytes that have passed.</summary>
    public long Total => _total;

    public override bool CanRead => _inner.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => _inner.CanWrite;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _total;
        set => throw new NotSupportedException();
    }

    /// <summary>Upper-case hexadecimal; nothing may pass after it was asked for.</summary>
    public string Finish()
    {
        if (!_finished)
        {
            _sha.TransformFinalBlock(new byte[0], 0, 0);
            _finished = true;
        }

        return Hex.Of(_sha.Hash!);
    }

    public override int Read(byte[] buffer, int offset, int count) => Passed(buffer, offset, _inner.Read(buffer, offset, count));

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Passed(buffer, offset, await _inner.ReadAsync(buffer, offset, count, cancellationToken).ConfigureAwait(false));

    public override void Write(byte[] buffer, int offset, int count)
    {
        _inner.Write(buffer, offset, count);
        Passed(buffer, offset, count);
    }

    /// <summary>Writes and hashes on the pool, all of it in one go: to change threads for each piece takes longer than the piece.</summary>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.Run(
            () =>
            {
                for (int done = 0; done < count; done += TransferBuffers.Piece)
                {
                    Write(buffer, offset + done, Math.Min(TransferBuffers.Piece, count - done));
                }
            },
            cancellationToken);

    public override void Flush() => _inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Releases the hash; the inner stream is the owner's.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _sha.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Passed(byte[] buffer, int offset, int count)
    {
        _sha.TransformBlock(buffer, offset, count, null, 0);
        _total += count;
        return count;
    }
}
