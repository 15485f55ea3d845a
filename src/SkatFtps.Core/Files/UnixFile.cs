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

    public static bool IsUnix => Path.DirectorySeparatorChar == '/';

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
}
