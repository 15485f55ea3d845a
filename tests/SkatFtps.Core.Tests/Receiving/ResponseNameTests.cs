using System;
using SkatFtps.Receiving;
using Xunit;

namespace SkatFtps.Core.Tests.Receiving;

public sealed class ResponseNameTests
{
    [Theory]
    [InlineData("/out/Udlaan_in_x.zip_response.txt", "Udlaan_in_x.zip_response.txt")]
    [InlineData("plain.txt", "plain.txt")]
    [InlineData("/out/../../etc/passwd", "passwd")]
    [InlineData("/out/lån æøå.txt", "lån æøå.txt")]
    [InlineData("/out/a..b.txt", "a..b.txt")]
    [InlineData("/out/a.hidden", "a.hidden")]
    [InlineData("/out/Udlaan_in_profile.ps1_response.txt", "Udlaan_in_profile.ps1_response.txt")]
    [InlineData("/out/web.config.xml", "web.config.xml")]
    [InlineData("/out/CONTENT.txt", "CONTENT.txt")]
    [InlineData("/out/\U0001F600.txt", "\U0001F600.txt")]
    public void Only_the_last_part_is_used(string path, string expected) =>
        Assert.Equal(expected, ResponseName.ToSafeFileName(path));

    [Theory]
    [InlineData("", "ends without a file name")]
    [InlineData("/out/", "ends without a file name")]
    [InlineData("/out/.", "dot")]
    [InlineData("/out/..", "dot")]
    [InlineData("..", "dot")]
    [InlineData("/out/x.", "dot")]
    [InlineData("/out/x ", "blank")]
    [InlineData("/out/ ", "blank")]
    [InlineData("..\\..\\x.txt", "holds '\\'")]
    [InlineData("C:\\x.txt", "holds ':'")]
    [InlineData("/out/x.txt:stream", "holds ':'")]
    [InlineData("/out/a<b", "holds '<'")]
    [InlineData("/out/a>b", "holds '>'")]
    [InlineData("/out/a\"b", "holds '\"'")]
    [InlineData("/out/a|b", "holds '|'")]
    [InlineData("/out/a?b", "holds '?'")]
    [InlineData("/out/a*b", "holds '*'")]
    [InlineData("/out/a\0b", "control character")]
    [InlineData("/out/a\r\nb", "control character")]
    [InlineData("/out/a\u007Fb", "control character")]
    [InlineData("/out/NUL", "device")]
    [InlineData("/out/con.txt", "device")]
    [InlineData("/out/Com1.tar.gz", "device")]
    [InlineData("/out/LPT\u00B9.txt", "device")]
    [InlineData("/out/nul .txt", "device")]
    [InlineData("/out/CONIN$", "device")]
    [InlineData("/out/.hidden", "begins with a dot")]
    [InlineData("/out/.bashrc", "begins with a dot")]
    [InlineData(".bash_profile", "begins with a dot")]
    [InlineData("/out/.x.skatftps-partial", "begins with a dot")]
    [InlineData("/out/desktop.ini", "when they start")]
    [InlineData("/out/AutoRun.inf", "when they start")]
    [InlineData("/out/profile.ps1", "when they start")]
    [InlineData("/out/Microsoft.PowerShell_profile.ps1", "when they start")]
    [InlineData("/out/_vimrc", "when they start")]
    [InlineData("/out/Web.Config", "when they start")]
    public void An_unsafe_name_is_refused_with_its_reason(string path, string reason)
    {
        ResponseNameException e = Assert.Throws<ResponseNameException>(() => ResponseName.ToSafeFileName(path));
        Assert.Equal(("ResponseNameUnsafe", path), (e.ErrorId, e.ServerPath));
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(e.Message, c => char.IsControl(c));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused() =>
        Assert.Throws<ResponseNameException>(() => ResponseName.ToSafeFileName("/out/a" + '\uD83D' + ".txt"));

    [Fact]
    public void Length_counts_in_bytes_of_utf_8()
    {
        string longest = new string('a', 251) + ".txt";
        Assert.Equal(longest, ResponseName.ToSafeFileName("/out/" + longest));
        Assert.Throws<ResponseNameException>(() => ResponseName.ToSafeFileName("/out/a" + longest));
        Assert.Throws<ResponseNameException>(() => ResponseName.ToSafeFileName("/out/" + new string('å', 128)));
    }
}
