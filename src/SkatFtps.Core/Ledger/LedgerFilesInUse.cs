using System;
using System.Collections.Generic;

namespace SkatFtps.Ledger;

/// <summary>
/// The ledger files that this process has open through the library. Its locks belong to the process and a file: another descriptor of the
/// file, closed anywhere in the process, ends them ("How To Corrupt An SQLite Database File", 2.2), and a second process would take the log
/// away. So a file is read past the library only while nobody here has it open; then it was judged already.
/// </summary>
internal static class LedgerFilesInUse
{
    private const string Slot = "SkatFtps.Ledger.FilesInUse";

    private static readonly Dictionary<string, int> Files = Shared();

    public static void Enter(string path)
    {
        lock (Files)
        {
            Files.TryGetValue(path, out int count);
            Files[path] = count + 1;
        }
    }

    public static void Leave(string path)
    {
        lock (Files)
        {
            Files.TryGetValue(path, out int count);
            if (count > 1)
            {
                Files[path] = count - 1;
            }
            else
            {
                Files.Remove(path);
            }
        }
    }

    /// <summary>Runs what opens and closes the file, while nobody else here does.</summary>
    /// <returns>Default when the file is in use.</returns>
    public static T? WhileUnused<T>(string path, Func<T> work)
    {
        lock (Files)
        {
            return Files.ContainsKey(path) ? default : work();
        }
    }

    /// <summary>Two versions of this assembly may be loaded in one process: they share what they have open through the domain.</summary>
    private static Dictionary<string, int> Shared()
    {
        AppDomain domain = AppDomain.CurrentDomain;
        lock (domain)
        {
            if (domain.GetData(Slot) is not Dictionary<string, int> files)
            {
                files = new Dictionary<string, int>(StringComparer.Ordinal);
                domain.SetData(Slot, files);
            }

            return files;
        }
    }
}
