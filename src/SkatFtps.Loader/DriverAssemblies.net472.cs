using System;
using System.ComponentModel;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;
using SkatFtps.Ledger;

namespace SkatFtps.Loader;

/// <summary>
/// Loads drivers on Windows PowerShell 5.1: there is one context for all, so only the driver's own references are answered, from its own
/// folder.
/// </summary>
internal static class DriverAssemblies
{
    // The dependent library's own folder is searched too (LoadLibraryEx).
    private const uint AlteredSearchPath = 0x8;

    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(typeof(DriverAssemblies).Assembly.Location)!, "drivers");

    private static readonly Lazy<bool> Ready = new(Prepare);

    /// <summary>Null when this edition does not have it.</summary>
    public static Assembly? Load(string name)
    {
        string path = Path.Combine(Folder, name + ".dll");
        if (!File.Exists(path))
        {
            return null;
        }

        _ = Ready.Value;
        return Assembly.LoadFrom(path);
    }

    private static bool Prepare()
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            // Loaded by its full path once, it answers to its name: the provider asks for "e_sqlite3".
            string architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
            string path = Path.Combine(Folder, "runtimes", "win-" + architecture, "native", "e_sqlite3.dll");
            if (LoadLibrary(path, IntPtr.Zero, AlteredSearchPath) == IntPtr.Zero)
            {
                throw new LedgerException(
                    "LedgerDriverMissing",
                    $"The SQLite library for this process ({architecture}) cannot be loaded from {path}.",
                    null,
                    new Win32Exception(Marshal.GetLastWin32Error()));
            }
        }

        AppDomain.CurrentDomain.AssemblyResolve += Resolve;
        return true;
    }

    /// <summary>Answers for assemblies that lie in the drivers' folder, and only when one of them asks.</summary>
    private static Assembly? Resolve(object? sender, ResolveEventArgs wanted)
    {
        string path = Path.Combine(Folder, new AssemblyName(wanted.Name).Name + ".dll");
        bool asksFromOurs = wanted.RequestingAssembly is { IsDynamic: false } asking
            && string.Equals(Path.GetDirectoryName(asking.Location), Folder, StringComparison.OrdinalIgnoreCase);
        return asksFromOurs && File.Exists(path) ? Assembly.LoadFrom(path) : null;
    }

    [DllImport("kernel32", EntryPoint = "LoadLibraryExW", CharSet = CharSet.Unicode, SetLastError = true)]
    private static extern IntPtr LoadLibrary(string path, IntPtr reserved, uint flags);
}
