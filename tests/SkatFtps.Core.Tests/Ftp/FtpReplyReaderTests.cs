using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using SkatFtps.Core.Tests.Support;
using SkatFtps.Ftp;
using Xunit;

namespace SkatFtps.Core.Tests.Ftp;

public sealed class FtpReplyReaderTests
{
    private static readonly string[] Expected =
    [
        "220 [ready]",
        "211 [Features:][ UTF8][ MLST type*;size*;][End]",
        "230 [Welcome][230 indented is text][221 another code is text][230][2300 five digits are text][][done]",
        "250 []",
        "200 []",
        "150 [Ouverture, été]",
        "226 [Nå, Latin-1: Ø]",
        "550 [bell\\x07 escape\\x1B[31m return\\x0D done]",
        "257 [\"/\" is the current directory]",
        "331 [last]",
    ];

    [Fact]
    public void Replies_fed_whole_are_read()
    {
        Assert.Equal(Expected, Read(Sample, Sample.Length));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(64)]
    public void Replies_fed_in_pieces_are_the_same(int size)
    {
        Assert.Equal(Expected, Read(Sample, size));
    }

    [Fact]
    public void Replies_cut_in_two_anywhere_are_the_same()
    {
        byte[] sample = Sample;
        for (int cut = 0; cut <= sample.Length; cut++)
        {
            var reader = new FtpReplyReader();
            reader.Feed(sample, 0, cut);
            reader.Feed(sample, cut, sample.Length - cut);
            Assert.Equal(Expected, Drain(reader));
        }
    }

    [Fact]
    public void A_reply_is_not_there_before_its_last_byte()
    {
        byte[] bytes = Encoding.ASCII.GetBytes("220-a\r\n220 b\r\n");
        var reader = new FtpReplyReader();
        Assert.False(reader.HasMore);
        for (int i = 0; i < bytes.Length; i++)
        {
            Assert.Null(reader.Next());
            reader.Feed(bytes, i, 1);
            Assert.True(reader.HasMore);
        }

        Assert.Equal(220, reader.Next()!.Code);
        Assert.False(reader.HasMore);
    }

    [Fact]
    public void Replies_that_come_together_are_kept_apart_and_in_order()
    {
        var reader = new FtpReplyReader();
        Feed(reader, "150 a\r\n226 b\r\n2");

        Assert.Equal(150, reader.Next()!.Code);
        Assert.Equal(226, reader.Next()!.Code);
        Assert.Null(reader.Next());
        Assert.True(reader.HasMore);
    }

    [Theory]
    [InlineData("hello\r\n")]
    [InlineData("22\r\n")]
    [InlineData("\r\n")]
    [InlineData("099 too low\r\n")]
    [InlineData("000 zero\r\n")]
    [InlineData("600 too high\r\n")]
    [InlineData("999 far too high\r\n")]
    [InlineData("2200 four digits\r\n")]
    [InlineData("220_odd separator\r\n")]
    [InlineData(" 220 indented\r\n")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    public void What_is_no_reply_is_not_an_FTP_server(string text)
    {
        FtpsException e = Assert.Throws<FtpsException>(() => Feed(new FtpReplyReader(), text));

        Assert.Equal(FtpsFailure.NotAnFtpServer, e.Failure);
    }

    [Fact]
    public void What_garbage_says_is_shown_escaped_and_cut()
    {
        FtpsException e = Assert.Throws<FtpsException>(() => Feed(new FtpReplyReader(), "\u001b[2J" + new string('x', 5000) + "\r\n"));

        Assert.Contains("\\x1B[2J", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', e.Message);
        Assert.True(e.Message.Length < 200);
    }

    [Fact]
    public void The_lowest_and_the_highest_code_are_read()
    {
        var reader = new FtpReplyReader();
        Feed(reader, "100 a\n599 b\n");

        Assert.Equal(100, reader.Next()!.Code);
        Assert.Equal(599, reader.Next()!.Code);
    }

    [Fact]
    public void A_line_of_16_KiB_is_read_and_a_longer_one_is_not()
    {
        var reader = new FtpReplyReader();
        Feed(reader, "220 " + new string('x', FtpReplyReader.MaxLine - 5) + "\r\n");
        Assert.Equal(FtpReplyReader.MaxLine - 5, reader.Next()!.Text.Length);

        Assert.Throws<FtpsException>(() => Feed(new FtpReplyReader(), "220 " + new string('x', FtpReplyReader.MaxLine) + "\r\n"));
    }

    [Theory]
    [InlineData("a line\r\n")]
    [InlineData("\n")]
    public void A_reply_without_end_is_given_up(string line)
    {
        var reader = new FtpReplyReader();
        Feed(reader, "220-\r\n");
        byte[] lines = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(line, 4096)));
        FtpsException e = Assert.Throws<FtpsException>(() =>
        {
            for (int fed = 0; fed < 8 * FtpReplyReader.MaxReply; fed += lines.Length)
            {
                reader.Feed(lines, 0, lines.Length);
            }
        });

        Assert.Contains("1 MiB", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(150, true, false, false)]
    [InlineData(226, false, true, false)]
    [InlineData(331, false, false, false)]
    [InlineData(425, false, false, true)]
    [InlineData(550, false, false, true)]
    public void The_first_digit_says_what_a_reply_is(int code, bool preliminary, bool completion, bool refusal)
    {
        var reader = new FtpReplyReader();
        Feed(reader, code + " text\r\n");
        FtpReply reply = reader.Next()!;

        Assert.Equal((preliminary, completion, refusal), (reply.IsPreliminary, reply.IsCompletion, reply.IsRefusal));
        Assert.Equal(code + " text", reply.ToString());
    }

    private static byte[] Sample => File.ReadAllBytes(TestFiles.Sample("replies.txt"));

    private static void Feed(FtpReplyReader reader, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        reader.Feed(bytes, 0, bytes.Length);
    }

    private static List<string> Read(byte[] bytes, int size)
    {
        var reader = new FtpReplyReader();
        for (int at = 0; at < bytes.Length; at += size)
        {
            reader.Feed(bytes, at, Math.Min(size, bytes.Length - at));
        }

        return Drain(reader);
    }

    private static List<string> Drain(FtpReplyReader reader)
    {
        var replies = new List<string>();
        while (reader.Next() is { } reply)
        {
            replies.Add(reply.Code + " " + string.Concat(reply.Lines.Select(line => "[" + line + "]")));
        }

        return replies;
    }
}
