using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace SkatFtps.Core.Tests.Support;

/// <summary>
/// The server's transport: notes the type of every TLS record that arrives, and can put something else in the place of the server's
/// flight that follows the client's ChangeCipherSpec.
/// </summary>
internal sealed class RecordWatchingStream(Stream inner) : Stream
{
    private const byte ChangeCipherSpec = 20;

    private readonly Stream _inner = inner;
    private readonly List<byte> _types = new();
    private readonly byte[] _header = new byte[5];
    private int _headerLength;
    private int _bodyLeft;

    /// <summary>The content types of the records received so far, in order.</summary>
    public IReadOnlyList<byte> ReceivedTypes => _types;

    /// <summary>Written instead of whatever the server would say after the client's last flight; then the connection ends.</summary>
    public byte[]? LastFlight { get; set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Flush() => _inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await _inner.ReadAsync(buffer, cancellationToken);
        Watch(buffer.Span[..read]);
        return read;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (LastFlight is not null && _types.Contains(ChangeCipherSpec))
        {
            await _inner.WriteAsync(LastFlight, cancellationToken);
            throw new IOException("The transcript ends the handshake here.");
        }

        await _inner.WriteAsync(buffer, cancellationToken);
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Watch(ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes)
        {
            if (_bodyLeft > 0)
            {
                _bodyLeft--;
                continue;
            }

            _header[_headerLength++] = b;
            if (_headerLength == _header.Length)
            {
                _headerLength = 0;
                _types.Add(_header[0]);
                _bodyLeft = (_header[3] << 8) | _header[4];
            }
        }
    }
}
