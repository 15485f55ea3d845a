using System;
using System.IO;

namespace SkatFtps.Core.Tests.Support;

/// <summary>A folder of a test's own.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("skatftps-tests-");

    public string Path => _folder.FullName;

    public DirectoryInfo Info => _folder;

    public FileInfo File(string name) => new(System.IO.Path.Combine(Path, name));

    public FileInfo Write(string name, byte[] content)
    {
        FileInfo file = File(name);
        System.IO.File.WriteAllBytes(file.FullName, content);
        return file;
    }

    /// <summary>The names of what lies in it, sorted.</summary>
    public string[] Names()
    {
        string[] names = Array.ConvertAll(Directory.GetFileSystemEntries(Path), one => System.IO.Path.GetFileName(one)!);
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
