using System;
using System.IO;
using System.Security.Cryptography;

namespace SkatFtps.Benchmarks.Wire;

/// <summary>Files to send, in a folder of their own: each with a name and a content that were never sent before.</summary>
internal sealed class LocalFiles : IDisposable
{
    private LocalFiles(string folder, string prefix, int count, long size)
    {
        Folder = folder;
        Prefix = prefix;
        Count = count;
        Size = size;
    }

    public string Folder { get; }

    /// <summary>The names are this and a number of six digits from 000001, and .bin.</summary>
    public string Prefix { get; }

    public int Count { get; }

    /// <summary>Bytes of each.</summary>
    public long Size { get; }

    public static LocalFiles Make(int count, long size)
    {
        string folder = Directory.CreateTempSubdirectory("skatftps-files-").FullName;
        var files = new LocalFiles(folder, Convert.ToHexString(RandomNumberGenerator.GetBytes(4)) + "-", count, size);
        for (int i = 1; i <= count; i++)
        {
            WriteRandom(files.PathOf(i), size);
        }

        return files;
    }

    public static void WriteRandom(string path, long size)
    {
        byte[] block = new byte[Math.Min(size, 1024 * 1024)];
        using FileStream stream = File.Create(path);
        for (long left = size; left > 0; left -= block.Length)
        {
            Random.Shared.NextBytes(block);
            stream.Write(block, 0, (int)Math.Min(left, block.Length));
        }
    }

    public string PathOf(int number) => Path.Combine(Folder, $"{Prefix}{number:000000}.bin");

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
