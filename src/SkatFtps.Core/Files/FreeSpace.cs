using System;
using System.IO;
using System.Runtime.InteropServices;

namespace SkatFtps.Files;

/// <summary>How much room a folder's volume has for this account.</summary>
internal static class FreeSpace
{
    /// <param name="folder">An existing folder's full path; on Windows a share or a mounted folder too.</param>
    /// <returns>Bytes; null where the system does not tell.</returns>
    public static long? Of(string folder)
    {
        try
        {
            if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
            {
                return SystemCalls.GetFreeSpace(folder, out ulong free, IntPtr.Zero, IntPtr.Zero)
                    ? (long)Math.Min(free, long.MaxValue)
                    : null;
            }

            // On Unix any path names its volume.
            return new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or ArgumentException or DllNotFoundException
                or EntryPointNotFoundException)
        {
            return null;
        }
    }
}
