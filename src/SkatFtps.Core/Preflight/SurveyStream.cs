using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace SkatFtps.Preflight;

/// <summary>Passes a file through to its reader and looks at the bytes on the way.</summary>
internal sealed class SurveyStream(Stream inner) : Stream
{
    private readonly Stream _inner = inner;

    public ByteSurvey Bytes { get; } = new();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Passed(buffer, offset, _inner.Read(buffer, offset, count));

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Passed(buffer, offset, await _inner.ReadAsync(buffer, offset, count, cancellationToken).ConfigureAwait(false));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Passed(byte[] buffer, int offset, int count)
    {
        Bytes.Add(buffer, offset, count);
        return count;
    }
}
