using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Preflight;
using Xunit;

namespace SkatFtps.Core.Tests.Preflight;

public sealed class ZipDirectoryTests
{
    [Fact]
    public async Task More_entries_than_16_bits_count_are_all_read()
    {
        // ZIP64, as a writer that is not ours makes it.
        string[] names = Enumerable.Range(0, 66_000).Select(number => $"konto{number}").ToArray();

        Assert.Equal(names, await NamesAsync(Zip(names), 4096));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(45)]
    [InlineData(47)]
    public async Task Where_reads_end_does_not_matter(int step) =>
        Assert.Equal(["a", "bb", "ccc-ø"], await NamesAsync(Zip(["a", "bb", "ccc-ø"]), step));

    [Fact]
    public async Task The_end_is_found_before_a_comment_of_any_length()
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            archive.CreateEntry("a");
            archive.Comment = new string('x', ushort.MaxValue);
        }

        Assert.Equal(["a"], await NamesAsync(zip.ToArray(), 4096));
    }

    [Fact]
    public async Task A_zip_cut_anywhere_is_no_zip()
    {
        byte[] zip = Zip(["a", "b"]);
        for (int length = 0; length < zip.Length; length++)
        {
            await Assert.ThrowsAsync<InvalidDataException>(() => NamesAsync(zip[..length], 4096));
        }
    }

    [Fact]
    public async Task Any_byte_may_be_wrong_and_nothing_but_InvalidData_comes_of_it()
    {
        byte[] zip = Zip(["a", "b"]);
        int refused = 0;
        for (int at = 0; at < zip.Length; at++)
        {
            byte[] broken = (byte[])zip.Clone();
            broken[at] ^= 0xFF;
            try
            {
                await NamesAsync(broken, 4096);
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        Assert.True(refused > 20, $"{refused} of {zip.Length} were refused");
    }

    private static byte[] Zip(IEnumerable<string> names)
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (string name in names)
            {
                archive.CreateEntry(name, CompressionLevel.NoCompression);
            }
        }

        return zip.ToArray();
    }

    private static async Task<string[]> NamesAsync(byte[] zip, int step)
    {
        using var file = new Drip(zip, step);
        ZipDirectoryReader directory = await ZipDirectoryReader.OpenAsync(file, CancellationToken.None);
        var names = new List<string>();
        for (long i = 0; i < directory.Count; i++)
        {
            names.Add((await directory.ReadAsync(CancellationToken.None)).Name);
        }

        return names.ToArray();
    }
}
