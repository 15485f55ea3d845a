using System.Linq;
using SkatFtps.Receiving;
using SkatFtps.Sending;
using SkatFtps.Text;
using Xunit;

namespace SkatFtps.Core.Tests.Text;

public sealed class PrintableTests
{
    [Fact]
    public void Every_C0_and_C1_control_and_every_mark_that_turns_the_direction_is_unsafe_and_nothing_else()
    {
        char[] expected =
        [
            .. Enumerable.Range(0, 0x20).Select(c => (char)c), .. Enumerable.Range(0x7f, 0x21).Select(c => (char)c),
            '\u061c', '\u200e', '\u200f', '\u2028', '\u2029', .. Enumerable.Range(
                0x202a, 5).Select(c => (char)c), .. Enumerable.Range(0x2066, 4).Select(c => (char)c),
        ];

        Assert.Equal(expected, Enumerable.Range(0, 0x10000).Select(c => (char)c).Where(Printable.IsUnsafe));
        Assert.All(Enumerable.Range(0, 0x10000).Select(c => (char)c).Where(char.IsControl), c => Assert.True(Printable.IsUnsafe(c)));
    }

    [Theory]
    [InlineData("plain Ø €", "plain Ø €")]
    [InlineData("\u0000\u0007\u001b\u007f\u0080\u009b", "\\x00\\x07\\x1B\\x7F\\x80\\x9B")]
    [InlineData("a\tb\r\nc", "a\\x09b\\x0D\\x0Ac")]
    [InlineData("\u2028\u2029\u202a\u202e\u2066\u2069", "\\u2028\\u2029\\u202A\\u202E\\u2066\\u2069")]
    [InlineData("\u0007\u009b2J\u200eabc\u202egpj.exe", "\\x07\\x9B2J\\u200Eabc\\u202Egpj.exe")]
    [InlineData("Æ\n\u20ac", "Æ\\x0A\u20ac")]
    public void They_are_shown_as_escapes(string text, string shown) => Assert.Equal(shown, Printable.Escape(text));

    [Theory]
    [InlineData("one\r\ntwo\nthree", "one\ntwo\nthree")]
    [InlineData("a\rb\u0085c", "a\\x0Db\\x85c")]
    public void Lines_may_stay_lines(string text, string shown) => Assert.Equal(shown, Printable.EscapeLines(text));

    [Fact]
    public void No_message_holds_one_whoever_wrote_what_is_in_it()
    {
        GatewayException e = new("ReplyUnexpected", "It said \u001b[2J\u009b2J\u061c.");
        Assert.StartsWith("It said \\x1B[2J\\x9B2J\\u061C. ", e.Message);
        Assert.Equal("It said \\x1B[2J\\x9B2J\\u061C.", e.Fact);
        Assert.Equal(e.Message, e.AboutSending("a.xml", safe: true).InnerException!.Message);
    }

    [Theory]
    [InlineData("a\u202egpj.xml")]
    [InlineData("a\u200f.xml")]
    [InlineData("a\u061c.xml")]
    [InlineData("a\u0085.xml")]
    public void No_file_is_sent_under_a_name_with_one_and_no_response_gets_it(string name)
    {
        Assert.Equal("FileNameInvalid", Assert.Throws<GatewayException>(() => FilingFile.CheckName(name)).ErrorId);
        ResponseNameException e = Assert.Throws<ResponseNameException>(() => ResponseName.ToSafeFileName("/out/" + name));
        Assert.DoesNotContain(e.Message, Printable.IsUnsafe);
    }
}
