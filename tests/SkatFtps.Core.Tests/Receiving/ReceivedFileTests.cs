using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Core.Tests.Support;
using SkatFtps.Receiving;
using Xunit;

namespace SkatFtps.Core.Tests.Receiving;

public sealed class ReceivedFileTests : IDisposable
{
    // The beginnings of their SHA-256.
    private const string Two = "3FC4CCFE7458";
    private const string Three = "8B5B9DB0C13D";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void It_has_its_name_only_when_it_is_kept()
    {
        using ReceivedFile received = ReceivedFile.Create(_folder.Info, "/out/svar.xml");
        received.Content.Write("<svar/>"u8.ToArray(), 0, 7);

        Assert.DoesNotContain("svar.xml", _folder.Names());
        // What lies there meanwhile is hidden and matches no filter that a program may watch for.
        Assert.Matches(@"^\.[0-9A-F]{16}-\d+-[0-9A-F]{16}-[0-9a-f]{32}\.skatftps-partial$", Assert.Single(_folder.Names()));

        string path = received.Keep(received.Content.Finish());

        Assert.Equal(_folder.File("svar.xml").FullName, path);
        Assert.Equal(["svar.xml"], _folder.Names());
        Assert.Equal("<svar/>", File.ReadAllText(path));
    }

    [Fact]
    public void What_is_given_up_leaves_nothing()
    {
        using (ReceivedFile received = ReceivedFile.Create(_folder.Info, "svar.xml"))
        {
            received.Content.Write([1, 2, 3], 0, 3);
        }

        Assert.Empty(_folder.Names());
    }

    [Fact]
    public void Another_file_of_that_name_is_kept_and_the_new_one_is_named_by_its_content_too()
    {
        Assert.Equal("svar.xml", Receive("svar.xml", "one"));
        Assert.Equal($"svar ({Two}).xml", Receive("svar.xml", "two"));
        Assert.Equal($"svar ({Three}).xml", Receive("svar.xml", "three"));

        Assert.Equal(
            ["one", "two", "three"],
            new[] { "svar.xml", $"svar ({Two}).xml", $"svar ({Three}).xml" }.Select(name => File.ReadAllText(_folder.File(name).FullName)));
    }

    [Fact]
    public void Where_that_name_too_has_another_content_the_whole_hash_tells_them_apart()
    {
        Receive("svar.xml", "one");
        Receive($"svar ({Two}).xml", "a file that the server named so");

        Assert.Equal($"svar ({HashOf("two")}).xml", Receive("svar.xml", "two"));
    }

    [Fact]
    public void A_link_that_leads_nowhere_has_its_name()
    {
        File.CreateSymbolicLink(_folder.File("svar.xml").FullName, "nowhere");

        Assert.Equal($"svar ({Two}).xml", Receive("svar.xml", "two"));
    }

    [Fact]
    public void The_same_content_is_the_same_file_under_whichever_name_it_lies()
    {
        Receive("svar.xml", "one");
        Receive("svar.xml", "two");

        Assert.Equal($"svar ({Two}).xml", Receive("svar.xml", "two"));
        Assert.Equal("svar.xml", Receive("svar.xml", "one"));
        Assert.Equal([$"svar ({Two}).xml", "svar.xml"], _folder.Names());
    }

    [Theory]
    [InlineData("svar", $"svar ({Two})")]
    [InlineData("svar.tar.gz", $"svar.tar ({Two}).gz")]
    [InlineData("CRS_in_1.xml_response.xml", $"CRS_in_1.xml_response ({Two}).xml")]
    public void The_mark_goes_before_the_extension(string name, string marked)
    {
        Receive(name, "one");

        Assert.Equal(marked, Receive(name, "two"));
    }

    [Theory]
    [InlineData('a', 251, ".txt")]
    [InlineData('\u00f8', 125, ".txt")]
    [InlineData(
        'a',
        100,
        ".bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb")]
    public void A_name_that_is_as_long_as_can_be_is_shortened_for_the_mark(char letter, int count, string extension)
    {
        string name = new string(letter, count) + extension;
        Receive(name, "one");

        string marked = Receive(name, "two");

        Assert.InRange(Encoding.UTF8.GetByteCount(marked), 200, 255);
        Assert.Contains($"({Two})", marked, StringComparison.Ordinal);
        Assert.Equal("two", File.ReadAllText(_folder.File(marked).FullName));
    }

    [Fact]
    public void What_a_crash_left_behind_disturbs_nobody()
    {
        FileInfo leftover = _folder.Write("." + Guid.NewGuid().ToString("N") + ".skatftps-partial", [1, 2]);

        Assert.Equal("svar.xml", Receive("svar.xml", "one"));
        Assert.Equal(2, leftover.Length);
    }

    [Fact]
    public async Task Many_takers_of_one_name_lose_nothing()
    {
        string[] contents = [.. Enumerable.Range(0, 24).Select(one => "content " + one)];
        using Barrier together = new(contents.Length / 2);

        // Each content twice: the second taker of it must find the first one's file, or make the only one.
        Task<string>[] takers = [.. contents.Concat(contents).Select((content, index) => Task.Factory.StartNew(
            () =>
            {
                if (index < contents.Length / 2) { together.SignalAndWait(); }
                return Receive("svar.xml", content);
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        string[] names = await Task.WhenAll(takers);

        // Where a name says that a content lies, there it lies.
        Assert.All(
            names.Zip(contents.Concat(contents)), pair => Assert.Equal(pair.Second, File.ReadAllText(_folder.File(pair.First).FullName)));
        HashSet<string> kept = [.. _folder.Names().Select(name => File.ReadAllText(_folder.File(name).FullName))];
        Assert.Equal(contents.Order(), kept.Order());
        Assert.DoesNotContain(_folder.Names(), name => name.EndsWith("partial", StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_of_that_name_counts_as_taken()
    {
        Directory.CreateDirectory(_folder.File("svar.xml").FullName);

        Assert.Equal($"svar ({Two}).xml", Receive("svar.xml", "two"));
    }

    [Fact]
    public void A_destination_that_cannot_be_written_is_told_before_anything_is_fetched()
    {
        DirectoryInfo missing = new(_folder.File("missing").FullName);

        GatewayException e = Assert.Throws<GatewayException>(() => ReceivedFile.Create(missing, "svar.xml"));

        Assert.Equal(("DestinationUnusable", true), (e.ErrorId, e.SessionUsable));
        Assert.Contains(missing.FullName, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unsafe_name_leaves_nothing()
    {
        Assert.Throws<ResponseNameException>(() => ReceivedFile.Create(_folder.Info, "/out/.."));

        Assert.Empty(_folder.Names());
    }

    [Fact]
    public void What_is_brought_to_the_disk_on_the_way_is_whole_and_may_be_given_up_in_the_middle()
    {
        byte[] part = new byte[1024 * 1024];
        using (ReceivedFile received = ReceivedFile.Create(_folder.Info, "large.zip"))
        {
            for (long bytes = part.Length; bytes <= 2 * ReceivedFile.FlushEvery; bytes += part.Length)
            {
                part[0]++;
                received.Content.Write(part, 0, part.Length);
                received.Written(bytes);
            }

            FileInfo kept = new(received.Keep(received.Content.Finish()));
            Assert.Equal(2 * ReceivedFile.FlushEvery, kept.Length);
            kept.Delete();
        }

        using (ReceivedFile received = ReceivedFile.Create(_folder.Info, "large.zip"))
        {
            received.Content.Write(part, 0, part.Length);
            received.Written(ReceivedFile.FlushEvery);
        }

        Assert.Empty(_folder.Names());
    }

    public void Dispose() => _folder.Dispose();

    private static string HashOf(string content) =>
        Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    private string Receive(string name, string content)
    {
        using ReceivedFile received = ReceivedFile.Create(_folder.Info, name);
        byte[] bytes = Encoding.UTF8.GetBytes(content);
        received.Content.Write(bytes, 0, bytes.Length);
        return Path.GetFileName(received.Keep(received.Content.Finish()));
    }
}
