using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using SkatFtps.Files;
using SkatFtps.Ledger;
using SkatFtps.Text;

namespace SkatFtps.Receiving;

/// <summary>
/// The temporary names of files on their way. They are hidden, match no filter for *.xml or *.txt, and carry the mark of the process
/// that writes them, so that what a killed one left behind is known for that and taken away by the next.
/// </summary>
internal static class PartialFile
{
    private const string Suffix = ".skatftps-partial";

    // Machine, process and its mark; both hashed, for a file name takes neither as it is.
    private static readonly Regex Marked = new(
        @"^\.([0-9A-F]{16})-([0-9]{1,10})-([0-9A-F]{16})-[0-9a-f]{32}\.skatftps-partial$", RegexOptions.CultureInvariant);

    private static readonly string Machine = Shortened(ProcessMark.MachineId());
    private static readonly string? Own = OwnMark();

    /// <summary>A name that no file has.</summary>
    public static string NewName() => NameOf(Own);

    /// <summary>Such a name as another process makes it.</summary>
    /// <param name="machineId">As <see cref="ProcessMark.MachineId"/> gives it there.</param>
    /// <param name="processId">Its number.</param>
    /// <param name="mark">As <see cref="ProcessMark.Of"/> gives it.</param>
    internal static string NewName(string machineId, int processId, string mark) => NameOf(Mark(Shortened(machineId), processId, mark));

    /// <summary>
    /// Removes what processes of this machine left that are dead: those that carry the mark of one, and nothing because of its age. A
    /// file that is still held open stays, whoever its mark names. Never fails: what cannot be removed is left.
    /// </summary>
    /// <returns>How many were removed.</returns>
    public static int Sweep(DirectoryInfo folder)
    {
        try
        {
            return folder.EnumerateFiles(".*" + Suffix).Count(IsRemoved);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that may be written and not listed: what lies there is the next one's.
            return 0;
        }
    }

    private static bool IsRemoved(FileInfo file)
    {
        if (Marked.Match(file.Name) is not { Success: true } parts
            || parts.Groups[1].Value != Machine
            || !IsDead(parts.Groups[2].Value, parts.Groups[3].Value))
        {
            return false;
        }

        try
        {
            // Two machines may pass for one, cloned ones that share a folder for instance. Whoever writes holds the file alone.
            using (RegularFile.Open(file.FullName, FileAccess.ReadWrite, FileShare.None))
            {
            }

            file.Delete();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsDead(string number, string mark)
    {
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int process))
        {
            return false;
        }

        string? found = ProcessMark.Of(process);
        return found is null || (found != ProcessMark.Unknown && Shortened(found) != mark);
    }

    private static string NameOf(string? mark) => $".{(mark is null ? string.Empty : mark + "-")}{Guid.NewGuid():N}{Suffix}";

    // Null where the operating system does not tell one process from a later one with its number: such files are never swept.
    private static string? OwnMark()
    {
        int process = ProcessMark.CurrentId();
        return ProcessMark.Of(process) is { } mark && mark != ProcessMark.Unknown ? Mark(Machine, process, mark) : null;
    }

    private static string Mark(string machine, int process, string mark) =>
        $"{machine}-{process.ToString(CultureInfo.InvariantCulture)}-{Shortened(mark)}";

    private static string Shortened(string text) => Hex.Sha256(Encoding.UTF8.GetBytes(text)).Substring(0, 16);
}
