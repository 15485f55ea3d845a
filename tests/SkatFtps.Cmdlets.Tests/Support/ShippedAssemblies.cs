using System.Globalization;
using System.IO;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace SkatFtps.Cmdlets.Tests.Support;

/// <summary>
/// Finds the module's assemblies where the module itself finds them, so that the tests and the module share one copy of each: the
/// one that ships.
/// </summary>
internal static class ShippedAssemblies
{
    public static string Folder => Repository.InRoot("bin/net8.0");

    [ModuleInitializer]
    internal static void Register()
    {
        AssemblyLoadContext.Default.Resolving += Resolve;

        // Messages come in the language of the user, and the tests read English.
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
    }

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name)
    {
        string path = Path.Combine(Folder, name.Name + ".dll");
        return name.Name!.StartsWith("SkatFtps.", System.StringComparison.Ordinal) && File.Exists(path)
            ? context.LoadFromAssemblyPath(path)
            : null;
    }
}
