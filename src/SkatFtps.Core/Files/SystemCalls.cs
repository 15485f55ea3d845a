using System;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SkatFtps.Files;

/// <summary>What is asked of the system itself, for .NET has no word for it; errno is <see cref="Marshal.GetLastWin32Error"/>.</summary>
internal static class SystemCalls
{
    [DllImport("libc", EntryPoint = "open", SetLastError = true, CharSet = CharSet.Ansi)]
    public static extern int Open(string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static extern int Sync(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    public static extern int Close(int descriptor);

    [DllImport("libc", EntryPoint = "link", SetLastError = true, CharSet = CharSet.Ansi)]
    public static extern int Link(string path, string name);

    /// <returns>How many bytes of the target were written; negative after a failure.</returns>
    [DllImport("libc", EntryPoint = "readlink", CharSet = CharSet.Ansi)]
    public static extern IntPtr ReadLink(string path, byte[] target, UIntPtr size);

    /// <param name="path">UTF-8, with a zero at its end.</param>
    /// <param name="target">Takes the bytes of what the link says.</param>
    /// <param name="size">The target's.</param>
    [DllImport("libc", EntryPoint = "readlink")]
    public static extern IntPtr ReadLink(byte[] path, byte[] target, UIntPtr size);

    /// <param name="path">UTF-8, with a zero at its end.</param>
    /// <param name="mode">R_OK, W_OK, X_OK.</param>
    [DllImport("libc", EntryPoint = "access")]
    public static extern int Access(byte[] path, int mode);

    /// <param name="path">UTF-8, with a zero at its end.</param>
    /// <param name="mode">Nine bits of rights.</param>
    [DllImport("libc", EntryPoint = "chmod", SetLastError = true)]
    public static extern int ChangeMode(byte[] path, uint mode);

    /// <param name="path">UTF-8, with a zero at its end.</param>
    /// <param name="buffer">Zero: the answer is allocated, and given to <see cref="Free"/> by the caller.</param>
    [DllImport("libc", EntryPoint = "realpath", SetLastError = true)]
    public static extern IntPtr RealPath(byte[] path, IntPtr buffer);

    [DllImport("libc", EntryPoint = "free")]
    public static extern void Free(IntPtr memory);

    /// <param name="path">UTF-8, with a zero at its end.</param>
    /// <param name="flags">Of the system's own fcntl.h.</param>
    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    public static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "flock", SetLastError = true)]
    public static extern int Lock(int descriptor, int operation);

    /// <summary>statx, by its number: older C libraries do not export it.</summary>
    [DllImport("libc", EntryPoint = "syscall", SetLastError = true)]
    public static extern IntPtr Call(IntPtr number, IntPtr folder, byte[] path, IntPtr flags, UIntPtr mask, byte[] result);

    [DllImport("libc", EntryPoint = "fstat")]
    public static extern int StatusOf(int descriptor, byte[] result);

    /// <summary>fstat on a Mac with an Intel processor, where the plain name has the older form.</summary>
    [DllImport("libc", EntryPoint = "fstat$INODE64")]
    public static extern int StatusOf64(int descriptor, byte[] result);

    /// <summary>Windows: 1 is a file on a disk.</summary>
    [DllImport("kernel32", EntryPoint = "GetFileType")]
    public static extern uint GetFileType(SafeFileHandle file);

    [DllImport("libc", EntryPoint = "stat")]
    public static extern int StatusOf(byte[] path, byte[] result);

    /// <summary>stat on a Mac with an Intel processor, where the plain name has the older form.</summary>
    [DllImport("libc", EntryPoint = "stat$INODE64")]
    public static extern int StatusOf64(byte[] path, byte[] result);

    /// <param name="clock">The system's number for it.</param>
    /// <param name="time">Seconds and nanoseconds.</param>
    [DllImport("libc", EntryPoint = "clock_gettime")]
    public static extern int GetTime(int clock, [Out] IntPtr[] time);

    /// <summary>Windows: milliseconds since it was started, sleep included.</summary>
    [DllImport("kernel32", EntryPoint = "GetTickCount64")]
    public static extern ulong GetTickCount();

    /// <summary>Windows: the room that the account has on the volume of a folder, quotas included.</summary>
    [DllImport("kernel32", EntryPoint = "GetDiskFreeSpaceExW", SetLastError = true, CharSet = CharSet.Unicode)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool GetFreeSpace(string folder, out ulong available, IntPtr total, IntPtr free);
}
