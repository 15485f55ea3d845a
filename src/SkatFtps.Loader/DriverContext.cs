using System;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace SkatFtps.Loader;

/// <summary>Where the drivers live on PowerShell 7: other modules bring other versions of them and never meet these.</summary>
internal sealed class DriverContext(string folder) : AssemblyLoadContext("SkatFtps.Drivers")
{
    private readonly string _folder = folder;

    /// <summary>The folder that holds this machine's native library, as .NET names runtimes.</summary>
    internal static string Runtime()
    {
        string system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : IsMusl() ? "linux-musl" : "linux";
        return $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // What is not ours (System.Data.Common, first of all) is the host's: a DbConnection must be the one that Core knows.
        string path = Path.Combine(_folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName)
    {
        string native = Path.Combine(_folder, "runtimes", Runtime(), "native");
        string file =
            OperatingSystem.IsWindows() ? $"{unmanagedDllName}.dll"
            : OperatingSystem.IsMacOS() ? $"lib{unmanagedDllName}.dylib"
            : $"lib{unmanagedDllName}.so";
        string path = Path.Combine(native, file);
        return File.Exists(path) ? LoadUnmanagedDllFromPath(path) : IntPtr.Zero;
    }

    private static bool IsMusl() => RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal)
        || RuntimeInformation.RuntimeIdentifier.StartsWith("alpine", StringComparison.Ordinal);
}
