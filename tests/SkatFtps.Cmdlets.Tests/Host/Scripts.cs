using SkatFtps.Cmdlets.Tests.Support;

namespace SkatFtps.Cmdlets.Tests.Host;

/// <summary>The scripts of the folder beside these tests.</summary>
internal static class Scripts
{
    public static string Path(string name) =>
        Repository.InRoot(System.IO.Path.Combine("tests", "SkatFtps.Cmdlets.Tests", "Host", "Scripts", name));
}
