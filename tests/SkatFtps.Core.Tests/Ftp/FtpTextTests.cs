using SkatFtps.Ftp;
using Xunit;

namespace SkatFtps.Core.Tests.Ftp;

public sealed class FtpTextTests
{
    [Theory]
    [InlineData(new byte[] { 0x53, 0xC3, 0xB8 }, "Sø")]
    [InlineData(new byte[] { 0x53, 0xF8 }, "Sø")]
    [InlineData(new byte[] { 0xC3, 0xB8, 0xF8 }, "Ã¸ø")]
    [InlineData(new byte[] { 0xC0, 0x80 }, "À\u0080")]
    [InlineData(new byte[0], "")]
    public void Bytes_are_UTF8_where_all_of_them_are_and_Latin1_elsewhere(byte[] bytes, string text)
    {
        Assert.Equal(text, FtpText.Decode(bytes));
    }

    [Fact]
    public void Names_are_equal_when_their_bytes_are()
    {
        Assert.Equal(FtpName.FromText("Ø"), FtpName.FromBytes([0xC3, 0x98]));
        Assert.NotEqual(FtpName.FromText("Ø"), FtpName.FromBytes([0xD8]));
        Assert.Equal(FtpName.FromText("Ø").GetHashCode(), FtpName.FromBytes([0xC3, 0x98]).GetHashCode());
        Assert.Equal("a\\x07", FtpName.FromText("a\u0007").ToString());
    }

    [Theory]
    [InlineData("hemmelig", "x hemmelig y hemmelig", "x **** y ****")]
    [InlineData("aa", "aaaaa", "********a")]
    [InlineData("hemmelig", "hemmeli", "hemmeli")]
    public void A_secret_is_taken_out_of_bytes(string secret, string line, string masked)
    {
        Assert.Equal(masked, FtpText.Decode(SecretMask.Apply(FtpText.Encode(line), secret)));
    }

    [Fact]
    public void A_secret_is_found_in_either_encoding()
    {
        Assert.Equal("**** ****", FtpText.Decode(SecretMask.Apply([0xC3, 0xB8, 0x20, 0xF8], "ø")));
    }
}
