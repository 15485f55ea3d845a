using System.Collections.Concurrent;

namespace SkatFtps.Ftp;

/// <summary>The few buffers that transfers share, so that memory does not grow with the number or the size of files.</summary>
internal static class TransferBuffers
{
    /// <summary>Bytes in one buffer: 16 TLS records.</summary>
    public const int Size = 256 * 1024;

    private const int Kept = 16;

    private static readonly ConcurrentBag<byte[]> Free = new();

    public static byte[] Rent() => Free.TryTake(out byte[]? buffer) ? buffer : new byte[Size];

    public static void Return(byte[] buffer)
    {
        if (Free.Count < Kept)
        {
            Free.Add(buffer);
        }
    }
}
