using System.IO;
using System.Runtime.InteropServices;

namespace SkatFtps.Files;

/// <summary>Gives a file a name that nobody has. Of several that want one name at the same moment, one gets it.</summary>
internal static class ExclusiveName
{
    // EEXIST, on Linux and macOS alike.
    private const int Exists = 17;

    /// <param name="path">The file.</param>
    /// <param name="name">Its new path, in the same folder.</param>
    /// <exception cref="IOException">The name is taken, or the file cannot be moved.</exception>
    public static void Take(string path, string name)
    {
        // File.Move is exclusive on Windows. Elsewhere .NET looks first and renames then, and a rename replaces whatever came in between.
        if (!UnixFile.IsUnix)
        {
            File.Move(path, name);
            return;
        }

        if (SystemCalls.Link(path, name) == 0)
        {
            File.Delete(path);
            return;
        }

        if (Marshal.GetLastWin32Error() == Exists)
        {
            throw new IOException($"The name '{name}' is taken.");
        }

        // A file system without hard links (FAT, some shares): looking first is the best there is.
        File.Move(path, name);
    }
}
