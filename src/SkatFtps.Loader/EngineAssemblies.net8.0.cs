using System;
using System.IO;
using System.Reflection;

namespace SkatFtps.Loader;

/// <summary>Loads the second engine into a context of its own: another module's FluentFTP and this one never meet.</summary>
internal static class EngineAssemblies
{
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(typeof(EngineAssemblies).Assembly.Location)!, "fluentftp");

    private static readonly Lazy<EngineContext> Context = new(() => new EngineContext(Folder));

    /// <summary>Null when the module was built without it.</summary>
    public static Assembly? Load(string name)
    {
        string path = Path.Combine(Folder, name + ".dll");
        return File.Exists(path) ? Context.Value.LoadFromAssemblyPath(path) : null;
    }
}
