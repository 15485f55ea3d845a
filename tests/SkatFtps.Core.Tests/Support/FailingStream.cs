using System;
using System.IO;

namespace SkatFtps.Core.Tests.Support;

/// <summary>Gives so many bytes and then fails, as a file on a share does when the share goes.</summary>
internal sealed class FailingStream(int bytes, Exception failure) : Stream
{
    private readonly Exception _failure = failure;
    private int _left = bytes;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_left == 0)
        {
            throw _failure;
        }

        int read = Math.Min(_left, count);
        _left -= read;
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (_left < count)
        {
            throw _failure;
        }

        _left -= count;
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
