using System.IO;

namespace SkatFtps.Files;

/// <summary>Memory for a file that should be small: keeps one byte more than allowed and lets the rest go by.</summary>
/// <param name="limit">Bytes.</param>
internal sealed class BoundedStream(long limit) : MemoryStream
{
    private readonly long _limit = limit;

    public override void Write(byte[] buffer, int offset, int count)
    {
        long room = _limit + 1 - Length;
        base.Write(buffer, offset, (int)System.Math.Max(0, System.Math.Min(room, count)));
    }

    public override System.Threading.Tasks.Task WriteAsync(
        byte[] buffer, int offset, int count, System.Threading.CancellationToken cancellationToken)
    {
        Write(buffer, offset, count);
        return System.Threading.Tasks.Task.CompletedTask;
    }
}
