using System;
using System.Runtime.InteropServices;

namespace SkatFtps.Files;

/// <summary>What is asked of libc itself, for .NET has no word for it; errno is <see cref="Marshal.GetLastWin32Error"/>. Unix only.</summary>
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
    /// <param name="mode">Nine bits of rights.</param>
    [DllImport("libc", EntryPoint = "chmod", SetLastError = true)]
    public static extern int ChangeMode(byte[] path, uint mode);

    /// <param name="path">UTF-8, with a zero at its end.</param>
    /// <param name="buffer">Zero: the answer is allocated, and given to <see cref="Free"/> by the caller.</param>
    [DllImport("libc", EntryPoint = "realpath", SetLastError = true)]
    public static extern IntPtr RealPath(byte[] path, IntPtr buffer);

    [DllImport("libc", EntryPoint = "free")]
    public static extern void Free(IntPtr memory);
}
