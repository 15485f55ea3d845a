using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Files;
using SkatFtps.Text;

namespace SkatFtps.Sending;

/// <summary>
/// Passes on what an upload reads, and keeps length and SHA-256 of what of it was written to the network. An engine reads ahead of what it
/// writes, so what was read waits here, a few parts at most, until it is confirmed; it is hashed when the engine reads on, beside the
/// writing.
/// </summary>
internal sealed class OutgoingContent(Stream inner) : Stream
{
    private readonly Stream _inner = inner;
    private readonly SHA256 _sha = SHA256.Create();
    private readonly Queue<Part> _waiting = new();
    private long _confirmed;
    private long _hashed;
    private string? _sha256;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Bytes that were confirmed as written.</summary>
    public long Written => Volatile.Read(ref _confirmed);

    /// <summary>The first so many bytes were written. From any thread, and never fewer than before.</summary>
    public void Confirm(long total) => Volatile.Write(ref _confirmed, total);

    /// <summary>Of what was written, upper-case hexadecimal; nothing may be read or confirmed after it was asked for.</summary>
    public string Finish()
    {
        if (_sha256 is null)
        {
            HashConfirmed();
            _sha.TransformFinalBlock(new byte[0], 0, 0);
            _sha256 = Hex.Of(_sha.Hash!);
        }

        return _sha256;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        HashConfirmed();
        return Keep(buffer, offset, _inner.Read(buffer, offset, Math.Min(count, TransferBuffers.Size)));
    }

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        HashConfirmed();
        return Keep(
            buffer,
            offset,
            await _inner.ReadAsync(buffer, offset, Math.Min(count, TransferBuffers.Size), cancellationToken).ConfigureAwait(false));
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Releases the hash; the inner stream is the owner's.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            while (_waiting.Count > 0)
            {
                TransferBuffers.Return(_waiting.Dequeue().Bytes);
            }

            _sha.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Keep(byte[] buffer, int offset, int count)
    {
        if (count > 0)
        {
            byte[] bytes = TransferBuffers.Rent();
            Buffer.BlockCopy(buffer, offset, bytes, 0, count);
            _waiting.Enqueue(new Part(bytes, count));
        }

        return count;
    }

    private void HashConfirmed()
    {
        long confirmed = Written;
        while (_waiting.Count > 0 && _hashed < confirmed)
        {
            Part part = _waiting.Peek();
            int count = (int)Math.Min(part.Count - part.Hashed, confirmed - _hashed);
            _sha.TransformBlock(part.Bytes, part.Hashed, count, null, 0);
            part.Hashed += count;
            _hashed += count;
            if (part.Hashed == part.Count)
            {
                TransferBuffers.Return(_waiting.Dequeue().Bytes);
            }
        }
    }

    private sealed class Part(byte[] bytes, int count)
    {
        public byte[] Bytes { get; } = bytes;

        public int Count { get; } = count;

        public int Hashed { get; set; }
    }
}
