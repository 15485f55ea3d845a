using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace SkatFtps.Sending;

/// <summary>
/// Reads a text file as TYPE A wants it on the wire: every line ends in CRLF (RFC 959, 3.1.1.1). A line feed on its own gets a carriage
/// return in front; every other byte stays, trailing blanks included, because records have a fixed length.
/// </summary>
internal sealed class CrlfStream(Stream inner) : Stream
{
    private readonly Stream _inner = inner;
    private readonly byte[] _source = new byte[64 * 1024];
    private int _at;
    private int _filled;
    private bool _afterReturn;
    private bool _owesLineFeed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (NeedsMore())
        {
            _filled = _inner.Read(_source, 0, _source.Length);
            _at = 0;
        }

        return Convert(buffer, offset, count);
    }

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        if (NeedsMore())
        {
            _filled = await _inner.ReadAsync(_source, 0, _source.Length, cancellationToken).ConfigureAwait(false);
            _at = 0;
        }

        return Convert(buffer, offset, count);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private bool NeedsMore() => _at == _filled && !_owesLineFeed;

    private int Convert(byte[] buffer, int offset, int count)
    {
        int written = 0;
        while (written < count)
        {
            if (_owesLineFeed)
            {
                buffer[offset + written++] = (byte)'\n';
                _owesLineFeed = false;
                continue;
            }

            if (_at == _filled)
            {
                break;
            }

            byte b = _source[_at++];
            if (b == '\n' && !_afterReturn)
            {
                b = (byte)'\r';
                _owesLineFeed = true;
            }

            // The line feed that is owed belongs to this return, so a further one is a line of its own.
            _afterReturn = b == '\r' && !_owesLineFeed;
            buffer[offset + written++] = b;
        }

        return written;
    }
}
