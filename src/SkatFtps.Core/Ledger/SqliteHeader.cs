using System.IO;
using System.Text;
using SkatFtps.Files;

namespace SkatFtps.Ledger;

/// <summary>
/// The first 100 bytes of an SQLite file ("Database File Format", 1.3), judged before the library opens it: what it does with some of them
/// loses data.
/// </summary>
internal static class SqliteHeader
{
    /// <summary>The user version of a copy that was made before an upgrade: "Copy".</summary>
    public const int CopyMark = 0x436F7079;

    private const int Length = 100;

    /// <param name="path">The ledger's file, which nobody in this process has open.</param>
    /// <param name="isCopy">It is a copy that was made before an upgrade, for reading only.</param>
    /// <returns>What is wrong, or null.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static string? Judge(string path, out bool isCopy)
    {
        isCopy = false;
        var header = new byte[Length];
        long length;
        using (FileStream file = RegularFile.Open(path, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
        {
            length = file.Length;
            if (length == 0)
            {
                return "it is empty";
            }

            for (int at = 0, read; at < Length; at += read)
            {
                read = file.Read(header, at, Length - at);
                if (read == 0)
                {
                    return "it ends before it begins";
                }
            }
        }

        isCopy = Number(header, 60) == CopyMark;
        return Encoding.ASCII.GetString(header, 0, 16) != "SQLite format 3\0" ? "it is no SQLite database"
            : JudgeFields(header) ?? JudgeLog(header, path) ?? JudgeLength(header, length, path);
    }

    private static string? JudgeFields(byte[] header)
    {
        int pageSize = PageSize(header);
        bool isSound = pageSize >= 512 && (pageSize & (pageSize - 1)) == 0

            // 1: a rollback journal, where no write-ahead log can be made; 2: a write-ahead log. Where they differ, the log beside it would
            // be passed over.
            && header[18] is 1 or 2 && header[19] == header[18]
            && header[20] == 0 && header[21] == 64 && header[22] == 32 && header[23] == 32
            && Number(header, 44) is >= 1 and <= 4
            && Number(header, 56) == 1;
        for (int at = 72; at < 92; at++)
        {
            isSound &= header[at] == 0;
        }

        return isSound ? null : "its header is damaged";
    }

    // The library passes over a log beside a file that says it has none.
    private static string? JudgeLog(byte[] header, string path) =>
        header[18] == 1
            && new FileInfo(path + "-wal") is { Exists: true, Length: > 0 } ? "its header denies the write-ahead log beside it" : null;

    private static string? JudgeLength(byte[] header, long length, string path)
    {
        // The number of pages counts where it was written with the last change. What is missing may lie in the log.
        bool counts = Number(header, 24) == Number(header, 92);
        var log = new FileInfo(path + "-wal");
        long expected = (long)Number(header, 28) * PageSize(header);
        return counts
            && length < expected
            && (!log.Exists || log.Length == 0) ? $"it is {length} bytes long and should be {expected}" : null;
    }

    private static int PageSize(byte[] header) =>
        ((header[16] << 8) | header[17]) is int size && size == 1 ? 65536 : (header[16] << 8) | header[17];

    private static uint Number(byte[] header, int at) =>
        (uint)((header[at] << 24) | (header[at + 1] << 16) | (header[at + 2] << 8) | header[at + 3]);
}
