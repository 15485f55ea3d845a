using System;
using System.ComponentModel;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;

namespace SkatFtps.Files;

/// <summary>What .NET Framework's class library, run under Unix, does not offer.</summary>
internal static class UnixFile
{
    public const uint OwnerFile = 0x180; // rw-------

    public const uint OwnerFolder = 0x1C0; // rwx------

    private const int WriteAccess = 2;

    public static bool IsUnix => Path.DirectorySeparatorChar == '/';

    /// <summary>What a file is, as the S_IFMT bits of its mode say (stat(2)).</summary>
    public enum Kind
    {
        Fifo = 0x1000,
        CharacterDevice = 0x2000,
        Folder = 0x4000,
        BlockDevice = 0x6000,
        Regular = 0x8000,
        Socket = 0xC000,
    }

    /// <summary>What an open file is; null where the system will not say.</summary>
    /// <param name="file">Its descriptor.</param>
    public static Kind? KindOf(int file)
    {
        const int Bits = 0xF000;
        try
        {
            int mode = RuntimeInformation.IsOSPlatform(OSPlatform.Linux) ? ModeOnLinux(file)
                : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? ModeOnMac(file)
                : 0;
            return mode == 0 ? null : (Kind)(mode & Bits);
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    /// <exception cref="IOException">The mode cannot be set.</exception>
    public static void Restrict(string path, uint mode)
    {
        if (SystemCalls.ChangeMode(Encoding.UTF8.GetBytes(path + "\0"), mode) != 0)
        {
            throw new IOException($"The rights of {path} cannot be set.", new Win32Exception(Marshal.GetLastWin32Error()));
        }
    }

    /// <summary>The path without links, or the path itself where it cannot be told.</summary>
    public static string Resolve(string path)
    {
        IntPtr found = SystemCalls.RealPath(Encoding.UTF8.GetBytes(path + "\0"), IntPtr.Zero);
        if (found == IntPtr.Zero)
        {
            return path;
        }

        try
        {
            int length = 0;
            while (Marshal.ReadByte(found, length) != 0)
            {
                length++;
            }

            var bytes = new byte[length];
            Marshal.Copy(found, bytes, 0, length);
            return Encoding.UTF8.GetString(bytes);
        }
        finally
        {
            SystemCalls.Free(found);
        }
    }

    /// <summary>
    /// Where a path leads that may be a link, whether or not anything is there; links above its last part are left as they are.
    /// </summary>
    /// <exception cref="IOException">The links lead round in a circle.</exception>
    public static string Follow(string path)
    {
        // As many as Linux itself follows.
        for (int links = 0; links < 40; links++)
        {
            var target = new byte[4096];
            long length = SystemCalls.ReadLink(Encoding.UTF8.GetBytes(path + "\0"), target, (UIntPtr)target.Length).ToInt64();
            if (length <= 0)
            {
                return path;
            }

            path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, Encoding.UTF8.GetString(target, 0, (int)length)));
        }

        throw new IOException($"The links at {path} lead round in a circle.");
    }

    /// <summary>Whether this account may write there, by the rights of the file or folder alone; true where it cannot be told.</summary>
    public static bool MayWrite(string path) => !IsUnix || SystemCalls.Access(Encoding.UTF8.GetBytes(path + "\0"), WriteAccess) == 0;

    /// <summary>
    /// Linux: statx and not stat, for its result is laid out alike on every processor. By its number, because older C libraries do not
    /// export it.
    /// </summary>
    /// <param name="folder">Where the path begins, or the file itself.</param>
    /// <param name="path">UTF-8, with a zero at its end.</param>
    /// <param name="flags">AT_....</param>
    /// <param name="wanted">STATX_....</param>
    /// <returns>struct statx, or null.</returns>
    public static byte[]? Statx(int folder, byte[] path, int flags, uint wanted)
    {
        int number = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => 332,
            Architecture.X86 => 383,
            Architecture.Arm => 397,
            _ => 291,
        };
        var result = new byte[256];
        return SystemCalls.Call((IntPtr)number, (IntPtr)folder, path, (IntPtr)flags, (UIntPtr)wanted, result) == IntPtr.Zero
            ? result
            : null;
    }

    private static int ModeOnLinux(int file)
    {
        const int EmptyPath = 0x1000; // AT_EMPTY_PATH: the descriptor itself
        const uint Type = 1; // STATX_TYPE
        const int ModeOffset = 28; // stx_mode
        return Statx(file, new byte[1], EmptyPath, Type) is { } result ? BitConverter.ToUInt16(result, ModeOffset) : 0;
    }

    private static int ModeOnMac(int file)
    {
        const int ModeOffset = 4; // st_mode of struct stat with 64-bit inodes
        var result = new byte[256];
        bool known = RuntimeInformation.ProcessArchitecture == Architecture.Arm64
            ? SystemCalls.StatusOf(file, result) == 0
            : SystemCalls.StatusOf64(file, result) == 0;
        return known ? BitConverter.ToUInt16(result, ModeOffset) : 0;
    }
}
