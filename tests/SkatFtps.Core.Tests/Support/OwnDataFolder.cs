using System;
using System.IO;
using System.Runtime.CompilerServices;

namespace SkatFtps.Core.Tests.Support;

/// <summary>What ledgers leave in the user's application data stays with the tests, and so with the processes that they start.</summary>
internal static class OwnDataFolder
{
    [ModuleInitializer]
    public static void Take()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("skatftps-data-");
        Environment.SetEnvironmentVariable("XDG_DATA_HOME", folder.FullName);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
    }
}
