using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Core.Tests.Support;
using SkatFtps.Files;
using SkatFtps.Sending;
using Xunit;

namespace SkatFtps.Core.Tests.Sending;

public sealed class FilingFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task It_knows_its_name_its_length_and_after_reading_its_hash()
    {
        byte[] content = Encoding.UTF8.GetBytes("<krav>\u00e6\u00f8\u00e5</krav>");
        FileInfo file = _folder.Write("krav.xml", content);
        using FilingFile filing = FilingFile.Open(file, "sendt.xml", ascii: false);
        using PromisedContent promised = filing.Promised(null);
        using var hashing = new HashingStream(promised);
        using MemoryStream sent = new();

        await filing.Content(hashing).CopyToAsync(sent, CancellationToken.None);

        Assert.Equal(
            ("sendt.xml", file.FullName, (long)content.Length, false), (filing.Name, filing.FullName, filing.Length, filing.Ascii));
        Assert.Equal(content, sent.ToArray());
        Assert.Equal(Convert.ToHexString(SHA256.HashData(content)), hashing.Finish());
    }

    [Fact]
    public async Task For_TYPE_A_the_lines_are_converted_and_the_hash_stays_that_of_the_file()
    {
        byte[] content = "0001\n9998\n"u8.ToArray();
        using FilingFile filing = FilingFile.Open(_folder.Write("akfa.txt", content), "akfa.txt", ascii: true);
        using PromisedContent promised = filing.Promised(null);
        using var hashing = new HashingStream(promised);
        using MemoryStream sent = new();

        await filing.Content(hashing).CopyToAsync(sent, CancellationToken.None);

        Assert.Equal("0001\r\n9998\r\n"u8.ToArray(), sent.ToArray());
        Assert.Equal((10L, 10L), (filing.Length, hashing.Total));
        Assert.Equal(Convert.ToHexString(SHA256.HashData(content)), hashing.Finish());
    }

    [Fact]
    public async Task It_can_be_hashed_first_and_is_sent_whole_afterwards()
    {
        byte[] content = new byte[300_000];
        Random.Shared.NextBytes(content);
        using FilingFile filing = FilingFile.Open(_folder.Write("krav.xml", content), "krav.xml", ascii: false);
        using MemoryStream sent = new();

        string sha256 = await filing.HashAsync(CancellationToken.None);
        await filing.Promised(null).CopyToAsync(sent, CancellationToken.None);

        Assert.Equal(Convert.ToHexString(SHA256.HashData(content)), sha256);
        Assert.Equal(content, sent.ToArray());
        Assert.False(filing.HasChanged);
    }

    [Fact]
    public void While_it_is_open_nobody_writes_it()
    {
        FileInfo file = _folder.Write("krav.xml", [1]);
        using FilingFile filing = FilingFile.Open(file, file.Name, ascii: false);

        Assert.Throws<IOException>(() => File.OpenWrite(file.FullName));
    }

    [Fact]
    public void A_file_that_somebody_writes_is_not_sent_half()
    {
        FileInfo file = _folder.Write("krav.xml", [1]);
        using FileStream writer = new(file.FullName, FileMode.Open, FileAccess.Write, FileShare.None);

        AssertRefused("FileUnreadable", file, "krav.xml");
    }

    [Fact]
    public void A_missing_file_a_missing_folder_a_folder_and_an_empty_file_are_each_told()
    {
        AssertRefused("FileNotFound", _folder.File("missing.xml"), "missing.xml");
        AssertRefused("FileNotFound", _folder.File(Path.Combine("missing", "krav.xml")), "krav.xml");
        AssertRefused("FileUnreadable", new FileInfo(_folder.Path), _folder.Path);
        AssertRefused("FileEmpty", _folder.Write("empty.xml", []), "empty.xml");
    }

    [Fact]
    public void An_empty_file_is_left_open_to_its_writer()
    {
        FileInfo file = _folder.Write("empty.xml", []);
        Assert.Throws<GatewayException>(() => FilingFile.Open(file, file.Name, ascii: false));

        File.WriteAllText(file.FullName, "now");
    }

    [Theory]
    [InlineData("a\rb.xml", "a line end")]
    [InlineData("a\nb.xml", "a line end")]
    [InlineData("a\0b.xml", "U+0000")]
    [InlineData("a\u0007b.xml", "U+0007")]
    [InlineData("a\u007fb.xml", "U+007F")]
    [InlineData("a\u0085b.xml", "U+0085")]
    [InlineData("a\u2028b.xml", "U+2028")]
    [InlineData("a/b.xml", "a path separator")]
    [InlineData("a\\b.xml", "a path separator")]
    [InlineData("../b.xml", "a path separator")]
    [InlineData("", "begins or ends")]
    [InlineData(".", "begins or ends")]
    [InlineData("..", "begins or ends")]
    [InlineData(" a.xml", "begins or ends")]
    [InlineData("-a.xml", "begins or ends")]
    [InlineData("a.xml ", "begins or ends")]
    [InlineData("a.", "begins or ends")]
    public void A_name_that_could_be_a_command_an_option_or_a_path_is_refused(string name, string fact)
    {
        GatewayException e = Assert.Throws<GatewayException>(() => FilingFile.CheckName(name));

        Assert.Equal(("FileNameInvalid", true), (e.ErrorId, e.SafeToResend));
        Assert.Contains(fact, e.Message, StringComparison.Ordinal);
        Assert.Contains("Rename", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(e.Message, c => char.IsControl(c) || c == '\u2028');
    }

    [Theory]
    [InlineData("krav.xml")]
    [InlineData("krav 1.xml")]
    [InlineData(".hidden")]
    [InlineData("a-b_c(1)[2].xml")]
    [InlineData("\u00e6\u00f8\u00e5.xml")]
    [InlineData("no-extension")]
    public void Other_names_are_fine(string name) => FilingFile.CheckName(name);

    [Theory]
    [InlineData('x', 200)]
    [InlineData('\u00f8', 100)]
    public void A_name_has_at_most_200_bytes(char letter, int most)
    {
        FilingFile.CheckName(new string(letter, most));

        Assert.Equal("FileNameInvalid", Assert.Throws<GatewayException>(() => FilingFile.CheckName(new string(letter, most + 1))).ErrorId);
    }

    public void Dispose() => _folder.Dispose();

    private static void AssertRefused(string id, FileInfo file, string thing)
    {
        GatewayException e = Assert.Throws<GatewayException>(() => FilingFile.Open(file, file.Name, ascii: false));

        Assert.Equal((id, true, true), (e.ErrorId, e.SafeToResend, e.SessionUsable));
        Assert.Contains(thing, e.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was sent", e.Message, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(e.RecommendedAction));
    }
}
