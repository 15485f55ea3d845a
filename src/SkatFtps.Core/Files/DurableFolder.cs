using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;

namespace SkatFtps.Files;

/// <summary>Makes names durable: on Unix a folder itself must reach the disk before what relies on a name in it may follow.</summary>
internal static class DurableFolder
{
    private const int ReadOnly = 0;

    /// <summary>Makes the folder and those above it that are missing; each is on the disk under its name when this returns.</summary>
    /// <exception cref="IOException">It cannot be made, or not be flushed.</exception>
    public static DirectoryInfo Create(string path)
    {
        var made = new Stack<string>();
        string? missing = Path.GetFullPath(path);
        while (missing is not null && !Directory.Exists(missing))
        {
            made.Push(missing);
            missing = Path.GetDirectoryName(missing);
        }

        DirectoryInfo folder = Directory.CreateDirectory(path);
        foreach (string one in made)
        {
            Flush(Path.GetDirectoryName(one)!);
        }

        return folder;
    }

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
