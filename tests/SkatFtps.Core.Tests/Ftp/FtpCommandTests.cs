using System;
using System.Text;
using SkatFtps.Ftp;
using Xunit;

namespace SkatFtps.Core.Tests.Ftp;

public sealed class FtpCommandTests
{
    [Fact]
    public void A_command_is_its_verb_a_blank_its_argument_and_CRLF()
    {
        Assert.Equal("NOOP\r\n", Wire(FtpCommand.Plain("NOOP")));
        Assert.Equal("STOR  a  b \r\n", Wire(FtpCommand.With("STOR", " a  b ")));
    }

    [Fact]
    public void Text_goes_out_as_UTF8_without_a_mark_and_listed_names_as_they_came()
    {
        Assert.Equal(new byte[] { 67, 87, 68, 32, 0xC3, 0x98, 13, 10 }, FtpCommand.With("CWD", "Ø").Wire);
        Assert.Equal(new byte[] { 67, 87, 68, 32, 0xD8, 13, 10 }, FtpCommand.With("CWD", FtpName.FromBytes([0xD8])).Wire);
    }

    [Theory]
    [InlineData("\r")]
    [InlineData("\n")]
    [InlineData("\0")]
    [InlineData("a\r\nDELE b")]
    public void An_argument_with_a_line_end_or_NUL_is_refused(string argument)
    {
        foreach (Func<FtpCommand> make in new Func<FtpCommand>[]
        {
            () => FtpCommand.With("STOR", argument),
            () => FtpCommand.With("CWD", FtpName.FromText(argument)),
            () => FtpCommand.With("CWD", FtpName.FromBytes(Encoding.ASCII.GetBytes(argument))),
            () => FtpCommand.Secret("PASS", Encoding.ASCII.GetBytes(argument)),
        })
        {
            FtpsException e = Assert.Throws<FtpsException>(make);
            Assert.Equal(FtpsFailure.CommandInvalid, e.Failure);
            Assert.True(e.SessionUsable);
            Assert.DoesNotContain("DELE", e.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_shown_has_no_control_characters()
    {
        Assert.Equal("STOR a\\x1B[2Jb\\u202Egpj", FtpCommand.With("STOR", "a\u001b[2Jb\u202egpj").Display);
        Assert.Equal("CWD \\x07", FtpCommand.With("CWD", FtpName.FromBytes([7])).Display);
    }

    [Fact]
    public void A_secret_is_masked_and_its_bytes_are_wiped()
    {
        byte[] secret = Encoding.UTF8.GetBytes("hemmelig");
        FtpCommand command = FtpCommand.Secret("PASS", secret);

        Assert.Equal("PASS ****", command.Display);
        Assert.Equal("PASS hemmelig\r\n", Wire(command));
        Assert.All(secret, b => Assert.Equal(0, b));
        command.Wipe();
        Assert.All(command.Wire, b => Assert.Equal(0, b));
    }

    [Fact]
    public void A_secret_that_is_refused_is_wiped_too()
    {
        byte[] secret = Encoding.UTF8.GetBytes("hemmelig\n");
        Assert.Throws<FtpsException>(() => FtpCommand.Secret("PASS", secret));

        Assert.All(secret, b => Assert.Equal(0, b));
    }

    private static string Wire(FtpCommand command) => Encoding.UTF8.GetString(command.Wire);
}
