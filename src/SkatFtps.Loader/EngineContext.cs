using System.IO;
using System.Reflection;
using System.Runtime.Loader;
using SkatFtps.Ftp;

namespace SkatFtps.Loader;

/// <summary>Where FluentFTP lives on PowerShell 7.</summary>
internal sealed class EngineContext(string folder) : AssemblyLoadContext("SkatFtps.Engines")
{
    private static readonly Assembly Core = typeof(IFtpsConnection).Assembly;

    private readonly string _folder = folder;

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // The interface must be the one that the session knows.
        if (assemblyName.Name == Core.GetName().Name)
        {
            return Core;
        }

        string path = Path.Combine(_folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
