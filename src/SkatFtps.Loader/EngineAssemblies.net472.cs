using System.IO;
using System.Reflection;

namespace SkatFtps.Loader;

/// <summary>
/// Loads the second engine on Windows PowerShell 5.1, which has one context for all: FluentFTP is found beside the engine, or is there
/// already.
/// </summary>
internal static class EngineAssemblies
{
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(typeof(EngineAssemblies).Assembly.Location)!, "fluentftp");

    /// <summary>Null when the module was built without it.</summary>
    public static Assembly? Load(string name)
    {
        string path = Path.Combine(Folder, name + ".dll");
        return File.Exists(path) ? Assembly.LoadFrom(path) : null;
    }
}
