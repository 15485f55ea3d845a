using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using Xunit;

namespace SkatFtps.Peers.Tests.Package;

/// <summary>What is shipped tells nothing of the machine that made it.</summary>
[Collection(BuildCollection.Name)]
public sealed class NoTraceTests
{
    public static TheoryData<string> Libraries => new(
        "net472/SkatFtps.Core.dll", "net472/SkatFtps.Loader.dll", "net472/SkatFtps.Cmdlets.dll",
        "net8.0/SkatFtps.Core.dll", "net8.0/SkatFtps.Loader.dll", "net8.0/SkatFtps.Cmdlets.dll", "net8.0/SkatFtps.Simulator.dll");

    [Fact]
    public void No_file_of_ours_names_the_folder_it_was_built_in()
    {
        string root = Repository.Root.TrimEnd('/');
        IEnumerable<KeyValuePair<string, byte[]>> ours = MadePackage.Files().Where(
            file => !file.Key.Contains("/drivers/", StringComparison.Ordinal));
        Assert.All(ours, file =>
        {
            Assert.True(file.Value.AsSpan().IndexOf(Encoding.UTF8.GetBytes(root)) < 0, file.Key);
            Assert.True(file.Value.AsSpan().IndexOf(Encoding.Unicode.GetBytes(root)) < 0, file.Key);
        });
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void The_names_of_source_files_in_a_stack_trace_begin_at_the_repository(string library)
    {
        using var image = new PEReader(File.OpenRead(Path.Combine(MadePackage.Module, "bin", library)));
        DebugDirectoryEntry embedded = Assert.Single(
            image.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        using MetadataReaderProvider symbols = image.ReadEmbeddedPortablePdbDebugDirectoryData(embedded);
        MetadataReader reader = symbols.GetMetadataReader();
        string[] sources = [.. reader.Documents.Select(handle => reader.GetString(reader.GetDocument(handle).Name))];
        Assert.NotEmpty(sources);
        Assert.All(sources, source => Assert.StartsWith("/_/", source));
    }
}
