using System;
using System.IO;
using System.Text;
using SkatFtps.Text;

namespace SkatFtps.Receiving;

/// <summary>Makes a local file name of a path that the server chose.</summary>
public static class ResponseName
{
    /// <summary>In bytes of UTF-8: what common file systems hold.</summary>
    public const int MaximumLength = 255;

    private static readonly string[] Devices =
    [
        "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
        "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "COM\u00B9", "COM\u00B2", "COM\u00B3",
        "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "LPT\u00B9", "LPT\u00B2", "LPT\u00B3",
    ];

    // What Windows, PowerShell, IIS, and the tools of Unix as Windows has them, read by themselves in the folder where it lies. On Unix
    // such names begin with a dot.
    private static readonly string[] StartUps =
    [
        "autorun.inf", "desktop.ini", "ntuser.dat", "ntuser.ini", "ntuser.pol", "powershell.config.json", "profile.ps1", "web.config",
        "_bash_profile", "_bashrc", "_curlrc", "_exrc", "_gvimrc", "_netrc", "_profile", "_vimrc",
    ];

    private const string ProfileOfHost = "_profile.ps1";

    /// <summary>
    /// The part after the last <c>/</c>, when it is a plain file name on Windows as well as on Linux. Nothing is
    /// replaced: two responses must not become one file.
    /// </summary>
    /// <exception cref="ResponseNameException">It is not; the message says why.</exception>
    public static string ToSafeFileName(string serverPath)
    {
        string name = serverPath.Substring(serverPath.LastIndexOf('/') + 1);
        string? problem = FindProblem(name);
        if (problem is null)
        {
            return name;
        }

        throw new ResponseNameException(
            serverPath, $"The server's name '{Printable.Escape(serverPath)}' {problem}, so no local file gets it.");
    }

    /// <summary>The name with a mark before its extension; shortened where it would be too long.</summary>
    internal static string Marked(string name, string mark)
    {
        string extension = Path.GetExtension(name);
        string stem = name.Substring(0, name.Length - extension.Length);
        string end = $" ({mark}){extension}";
        if (Encoding.UTF8.GetByteCount(end) > MaximumLength / 2)
        {
            // What looks like an extension is most of the name.
            (stem, end) = (name, $" ({mark})");
        }

        while (Encoding.UTF8.GetByteCount(stem) + Encoding.UTF8.GetByteCount(end) > MaximumLength)
        {
            bool isPair = stem.Length > 1 && char.IsLowSurrogate(stem[stem.Length - 1]);
            stem = stem.Substring(0, stem.Length - (isPair ? 2 : 1));
        }

        return stem + end;
    }

    private static string? FindProblem(string name)
    {
        if (name.Length == 0)
        {
            return "ends without a file name";
        }

        foreach (char c in name)
        {
            if (Printable.IsUnsafe(c))
            {
                return "holds a control character, or one that turns the direction of text";
            }

            if ("<>:\"|?*\\".IndexOf(c) >= 0)
            {
                return $"holds '{c}'";
            }
        }

        // "." and ".." among them. Dots inside a name are harmless once no separator is left.
        char last = name[name.Length - 1];
        if (last is '.' or ' ')
        {
            return "ends in a dot or a blank, which Windows drops";
        }

        if (name[0] == '.')
        {
            return "begins with a dot, which hides a file and makes it one that shells and tools read by themselves";
        }

        if (Array.Exists(StartUps, one => string.Equals(one, name, StringComparison.OrdinalIgnoreCase))
            || name.EndsWith(ProfileOfHost, StringComparison.OrdinalIgnoreCase))
        {
            return "is one that programs read by themselves when they start";
        }

        if (IsDevice(name))
        {
            return "is a device on Windows";
        }

        if (!IsWellFormed(name))
        {
            return "is not valid Unicode";
        }

        return Encoding.UTF8.GetByteCount(name) > MaximumLength ? $"is longer than {MaximumLength} bytes" : null;
    }

    // Windows looks only at what stands before the first dot, without its blanks: "NUL .txt" is NUL.
    private static bool IsDevice(string name)
    {
        int dot = name.IndexOf('.');
        string stem = (dot < 0 ? name : name.Substring(0, dot)).TrimEnd(' ');
        return Array.Exists(Devices, d => string.Equals(d, stem, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsWellFormed(string name)
    {
        for (int i = 0; i < name.Length; i++)
        {
            if (char.IsHighSurrogate(name[i]) && i + 1 < name.Length && char.IsLowSurrogate(name[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(name[i]))
            {
                return false;
            }
        }

        return true;
    }
}
