using System.Collections.Concurrent;
using SkatFtps.Ftp;

namespace SkatFtps.Files;

/// <summary>The few buffers that transfers share, so that memory does not grow with the number or the size of files.</summary>
internal static class TransferBuffers
{
    /// <summary>Bytes in one buffer: 16 TLS records.</summary>
    public const int Size = 256 * 1024;

    /// <summary>Bytes that are worth handing from the thread that receives to the one that writes.</summary>
    public const int Portion = 64 * 1024;

    /// <summary>
    /// Bytes that are written to a file at a time. Measured: a system that gives its cache of a file pages as large as the write takes
    /// three times as long for 256 KiB as for this, and a half more for 64 KiB.
    /// </summary>
    public const int Piece = 16 * 1024;

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
