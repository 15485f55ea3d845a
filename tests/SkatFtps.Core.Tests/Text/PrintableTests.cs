using SkatFtps.Text;
using Xunit;

namespace SkatFtps.Core.Tests.Text;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("plain Ø €", "plain Ø €")]
    [InlineData("\u0000\u0007\u001b\u007f\u0080\u009b", "\\x00\\x07\\x1B\\x7F\\x80\\x9B")]
    [InlineData("a\tb\r\nc", "a\\x09b\\x0D\\x0Ac")]
    [InlineData("\u2028\u2029\u202a\u202e\u2066\u2069", "\\u2028\\u2029\\u202A\\u202E\\u2066\\u2069")]
    public void Control_characters_are_shown_as_escapes(string text, string shown)
    {
        Assert.Equal(shown, Printable.Escape(text));
    }
}
