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
    public void Another_file_of_that_name_is_kept_and_the_new_one_gets_the_next_free_number()
    {
        Assert.Equal("svar.xml", Receive("svar.xml", "one"));
        Assert.Equal("svar (2).xml", Receive("svar.xml", "two"));
        Assert.Equal("svar (3).xml", Receive("svar.xml", "three"));

        Assert.Equal(["one", "two", "three"], new[] { "svar.xml", "svar (2).xml", "svar (3).xml" }.Select(name => File.ReadAllText(_folder.File(name).FullName)));
    }

    [Fact]
    public void The_same_content_is_the_same_file_under_whichever_number_it_lies()
    {
        Receive("svar.xml", "one");
        Receive("svar.xml", "two");

        Assert.Equal("svar (2).xml", Receive("svar.xml", "two"));
        Assert.Equal("svar.xml", Receive("svar.xml", "one"));
        Assert.Equal(["svar (2).xml", "svar.xml"], _folder.Names());
    }

    [Theory]
    [InlineData("svar", "svar (2)")]
    [InlineData("svar.tar.gz", "svar.tar (2).gz")]
    [InlineData("CRS_in_1.xml_response.xml", "CRS_in_1.xml_response (2).xml")]
    public void The_number_goes_before_the_extension(string name, string numbered)
    {
        Receive(name, "one");

        Assert.Equal(numbered, Receive(name, "two"));
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
        Assert.All(names.Zip(contents.Concat(contents)), pair => Assert.Equal(pair.Second, File.ReadAllText(_folder.File(pair.First).FullName)));
        HashSet<string> kept = [.. _folder.Names().Select(name => File.ReadAllText(_folder.File(name).FullName))];
        Assert.Equal(contents.Order(), kept.Order());
        Assert.DoesNotContain(_folder.Names(), name => name.EndsWith("partial", StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_of_that_name_counts_as_taken()
    {
        Directory.CreateDirectory(_folder.File("svar.xml").FullName);

        Assert.Equal("svar (2).xml", Receive("svar.xml", "one"));
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

    private string Receive(string name, string content)
    {
        using ReceivedFile received = ReceivedFile.Create(_folder.Info, name);
        byte[] bytes = Encoding.UTF8.GetBytes(content);
        received.Content.Write(bytes, 0, bytes.Length);
        return Path.GetFileName(received.Keep(received.Content.Finish()));
    }
}
