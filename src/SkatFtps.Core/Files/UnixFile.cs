using System;
using System.ComponentModel;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using SkatFtps.Ledger;

namespace SkatFtps.Files;

/// <summary>What .NET Framework's class library, run under Unix, does not offer.</summary>
internal static class UnixFile
{
    public const uint OwnerFile = 0x180; // rw-------

    public const uint OwnerFolder = 0x1C0; // rwx------

    public static bool IsUnix => Path.DirectorySeparatorChar == '/';

    /// <exception cref="IOException">The mode cannot be set.</exception>
    public static void Restrict(string path, uint mode)
    {
        if (ChangeMode(Encoding.UTF8.GetBytes(path + "\0"), mode) != 0)
        {
            throw new IOException($"The rights of {path} cannot be set.", new Win32Exception(Marshal.GetLastWin32Error()));
        }
    }

    /// <summary>The path without links, or the path itself where it cannot be told.</summary>
    public static string Resolve(string path)
    {
        IntPtr found = RealPath(Encoding.UTF8.GetBytes(path + "\0"), IntPtr.Zero);
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
            Free(found);
        }
    }

    [DllImport("libc", EntryPoint = "chmod", SetLastError = true)]
    private static extern int ChangeMode(byte[] path, uint mode);

    [DllImport("libc", EntryPoint = "realpath", SetLastError = true)]
    private static extern IntPtr RealPath(byte[] path, IntPtr buffer);

    [DllImport("libc", EntryPoint = "free")]
    private static extern void Free(IntPtr memory);
}
