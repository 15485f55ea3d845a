using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace SkatFtps.Core.Tests.Support;

/// <summary>Gives a few bytes, and its end only once something else has happened.</summary>
internal sealed class StepByStepStream(byte[] content, Func<Task> beforeTheEnd) : Stream
{
    private bool _given;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        if (_given)
        {
            await beforeTheEnd();
            return 0;
        }

        _given = true;
        content.CopyTo(buffer, offset);
        return content.Length;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
