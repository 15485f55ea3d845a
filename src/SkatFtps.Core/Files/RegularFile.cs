using System;
using System.ComponentModel;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace SkatFtps.Files;

/// <summary>
/// Opens a local file that somebody named. An ordinary open of a FIFO waits for a writer who may never come, and reading a terminal has
/// no end; so the open never waits, and what is judged is what is open, not its name, which may mean something else by then. Links are
/// followed.
/// </summary>
internal static class RegularFile
{
    // The processors that .NET runs on have the same flags; they differ between the systems.
    private const int ReadWrite = 2;
    private const int LockShared = 1;
    private const int LockExclusive = 2;
    private const int LockAtOnce = 4;

    // errno, on Linux and macOS alike but for the last.
    private const int NotPermitted = 1;
    private const int NoEntry = 2;
    private const int Interrupted = 4;
    private const int NoSuchDevice = 6;
    private const int AccessDenied = 13;
    private const int NotAFolder = 20;

    private static readonly bool Mac = RuntimeInformation.IsOSPlatform(OSPlatform.OSX);
    private static readonly int WouldBlock = Mac ? 35 : 11;
    private static readonly int NotSupported = Mac ? 102 : 95;

    // O_NONBLOCK, O_NOCTTY and O_CLOEXEC.
    private static readonly int AtOnce = Mac ? 0x4 | 0x20000 | 0x1000000 : 0x800 | 0x100 | 0x80000;

    /// <param name="path">Absolute or not.</param>
    /// <param name="access">Read, or ReadWrite where nobody may hold it.</param>
    /// <param name="share">As of <see cref="FileStream"/>.</param>
    /// <exception cref="NotRegularFileException">It is a FIFO, a device or a socket.</exception>
    /// <exception cref="IOException">It is not there, somebody holds it, or it cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened, or is a folder.</exception>
    public static FileStream Open(string path, FileAccess access, FileShare share)
    {
        string full = Path.GetFullPath(path);
        return UnixFile.IsUnix ? OpenOnUnix(full, access, share) : OpenOnWindows(full, access, share);
    }

    /// <summary>The whole of a small file.</summary>
    /// <param name="path">Absolute or not.</param>
    /// <param name="limit">Bytes.</param>
    /// <exception cref="IOException">As of <see cref="Open"/>, or it is larger than that.</exception>
    /// <exception cref="UnauthorizedAccessException">As of <see cref="Open"/>.</exception>
    public static byte[] ReadAllBytes(string path, int limit)
    {
        using FileStream file = Open(path, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var content = new BoundedStream(limit);
        var buffer = new byte[81920];
        int count;
        while (content.Length <= limit && (count = file.Read(buffer, 0, buffer.Length)) > 0)
        {
            content.Write(buffer, 0, count);
        }

        return content.Length <= limit ? content.ToArray() : throw new IOException($"It has more than {limit / 1048576} MiB.");
    }

    private static FileStream OpenOnWindows(string path, FileAccess access, FileShare share)
    {
        var stream = new FileStream(path, FileMode.Open, access, share, 1, FileOptions.SequentialScan);
        const uint Disk = 1;
        if (SystemCalls.GetFileType(stream.SafeFileHandle) == Disk)
        {
            return stream;
        }

        stream.Dispose();
        throw new NotRegularFileException(path, "a pipe or a device");
    }

    private static FileStream OpenOnUnix(string path, FileAccess access, FileShare share)
    {
        byte[] name = Encoding.UTF8.GetBytes(path + "\0");
        int flags = AtOnce | (access == FileAccess.Read ? 0 : ReadWrite);
        int file;
        int error = 0;
        do
        {
            file = SystemCalls.Open(name, flags);
            error = file < 0 ? Marshal.GetLastWin32Error() : 0;
        }
        while (error == Interrupted);

        if (error == WouldBlock)
        {
            // Only regular files are lent (fcntl, F_SETLEASE), to a Samba server for instance, which is asked to give it back in some
            // seconds; the ordinary open waits for that.
            return new FileStream(path, FileMode.Open, access, share, 1);
        }

        return error == 0 ? Judged(path, file, access, share) : throw Failure(path, error);
    }

    private static FileStream Judged(string path, int file, FileAccess access, FileShare share)
    {
        var handle = new SafeFileHandle((IntPtr)file, ownsHandle: true);
        try
        {
            if (UnixFile.KindOf(file) is { } kind && kind != UnixFile.Kind.Regular)
            {
                throw kind == UnixFile.Kind.Folder ? IsFolder(path) : new NotRegularFileException(path, WordsFor(kind));
            }

            // Advisory, and kept by every .NET program: FileStream locks what it opens by name in the same way.
            if (SystemCalls.Lock(file, (share == FileShare.None ? LockExclusive : LockShared) | LockAtOnce) != 0
                && Marshal.GetLastWin32Error() == WouldBlock)
            {
                throw new IOException($"Another program holds '{path}'.");
            }

#if NET
            var stream = new FileStream(handle, access, 1);
            return stream.CanSeek ? stream : throw new NotRegularFileException(path, "something that can only be read from its beginning");
#else
            // The class library for .NET Framework, run under Unix, knows only files that it opened itself.
            handle.Dispose();
            return new FileStream(path, FileMode.Open, access, share, 1);
#endif
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private static string WordsFor(UnixFile.Kind kind) => kind switch
    {
        UnixFile.Kind.Fifo => "a FIFO (a named pipe)",
        UnixFile.Kind.Socket => "a socket",
        _ => "a device",
    };

    private static Exception Failure(string path, int error)
    {
        string reason = new Win32Exception(error).Message;
        return error switch
        {
            NoEntry => new FileNotFoundException($"There is no file '{path}'.", path),
            NotAFolder => new DirectoryNotFoundException($"There is no file '{path}'."),
            NotPermitted or AccessDenied => new UnauthorizedAccessException($"Access to '{path}' is denied."),
            _ when error == NoSuchDevice || error == NotSupported => new NotRegularFileException(path, "a socket or a device"),
            _ when Directory.Exists(path) => IsFolder(path),
            _ => new IOException($"'{path}': {reason}."),
        };
    }

    private static UnauthorizedAccessException IsFolder(string path) => new($"'{path}' is a folder.");
}

/// <summary>What was opened is no file that can be read to its end.</summary>
/// <param name="path">What was named.</param>
/// <param name="what">What it is.</param>
internal sealed class NotRegularFileException(string path, string what) : IOException($"'{path}' is {what}, not a regular file.");
