using System;
using System.IO;
using System.Reflection;

namespace SkatFtps.Loader;

/// <summary>Loads drivers into a context of their own.</summary>
internal static class DriverAssemblies
{
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(typeof(DriverAssemblies).Assembly.Location)!, "drivers");

    private static readonly Lazy<DriverContext> Context = new(() => new DriverContext(Folder));

    /// <summary>Null when this edition does not have it.</summary>
    public static Assembly? Load(string name)
    {
        string path = Path.Combine(Folder, name + ".dll");
        return File.Exists(path) ? Context.Value.LoadFromAssemblyPath(path) : null;
    }
}
