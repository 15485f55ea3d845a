using System.IO;
using System.Runtime.InteropServices;

namespace SkatFtps.Files;

/// <summary>Makes a rename durable: on Unix the folder itself must reach the disk before the server's copy may go.</summary>
internal static class DurableFolder
{
    private const int ReadOnly = 0;

    /// <exception cref="IOException">The folder could not be flushed.</exception>
    public static void Flush(string path)
    {
        // NTFS keeps renames in its journal, in order.
        if (!UnixFile.IsUnix)
        {
            return;
        }

        int folder = SystemCalls.Open(path, ReadOnly);
        if (folder < 0)
        {
            throw new IOException($"The folder '{path}' cannot be opened to flush it (errno {Marshal.GetLastWin32Error()}).");
        }

        int result = SystemCalls.Sync(folder);
        int error = Marshal.GetLastWin32Error();
        SystemCalls.Close(folder);

        // EINVAL: a file system that knows no flush of folders (some network and FUSE ones).
        const int Invalid = 22;
        if (result != 0 && error != Invalid)
        {
            throw new IOException($"The folder '{path}' cannot be flushed to the disk (errno {error}).");
        }
    }
}
