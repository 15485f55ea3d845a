using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using SkatFtps.Status;
using Xunit;

namespace SkatFtps.Core.Tests.Status;

public sealed class StatusFileReaderTests
{
    [Theory]
    [InlineData("bad-empty.xml", "StatusFileMalformed")]
    [InlineData("bad-blank.xml", "StatusFileMalformed")]
    [InlineData("bad-truncated.xml", "StatusFileMalformed")]
    [InlineData("bad-not-xml.xml", "StatusFileMalformed")]
    [InlineData("bad-undefined-entity.xml", "StatusFileMalformed")]
    [InlineData("bad-nested.xml", "StatusFileMalformed")]
    [InlineData("bad-dtd.xml", "StatusFileHasDtd")]
    [InlineData("bad-external-entity.xml", "StatusFileHasDtd")]
    [InlineData("bad-other-root.xml", "StatusFileNotAStatus")]
    [InlineData("bad-no-file.xml", "StatusFileIncomplete")]
    public void A_bad_file_is_refused_by_its_cause_and_name(string sample, string errorId)
    {
        StatusFileException e = Assert.Throws<StatusFileException>(() => Read(sample));
        Assert.Equal((errorId, sample), (e.ErrorId, e.FileName));
        Assert.Contains($"'{sample}'", e.Message, StringComparison.Ordinal);
        Assert.EndsWith(e.RecommendedAction!, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_cut_of_a_status_file_is_malformed_and_nothing_else()
    {
        byte[] whole = StatusSample.Bytes("guide-status-3-response.xml");
        int end = Encoding.UTF8.GetString(whole).TrimEnd().Length;
        for (int length = 0; length < end; length++)
        {
            Assert.Equal(
                StatusFileException.Malformed,
                Assert.Throws<StatusFileException>(() => StatusFileReader.Read(whole[..length], "cut.xml")).ErrorId);
        }
    }

    [Theory]
    [InlineData("latin-1.xml")]
    [InlineData("latin-1-declared-utf-8.xml")]
    [InlineData("windows-1252.xml")]
    [InlineData("utf-8-with-bom.xml")]
    [InlineData("utf-16-with-bom.xml")]
    [InlineData("utf-16-without-bom.xml")]
    [InlineData("utf-8-declared-utf-16.xml")]
    public void Danish_letters_survive_every_encoding(string sample)
    {
        StatusFile file = Read(sample);
        Assert.Equal(("lån.zip", "Prøv igen på ny"), (file.FtpTransaktionsId, file.ErrorMessage));
        Assert.StartsWith("<?xml", file.Xml, StringComparison.Ordinal);
        Assert.Contains("Prøv igen på ny", file.Xml, StringComparison.Ordinal);
    }

    [Fact]
    public void The_guides_two_spellings_of_the_ids_mean_the_same()
    {
        StatusFile guide = Read("guide-status-1.xml");
        StatusFile other = Read("other-spellings.xml");
        Assert.Equal(guide.FtpTransaktionsId, other.FtpTransaktionsId);
        Assert.Equal("ci1607607002916_31616756_1", other.SkatTransaktionsId);
        Assert.Empty(other.Others);
    }

    [Fact]
    public void Unknown_elements_are_kept_and_do_not_shadow_known_ones()
    {
        StatusFile file = Read("unknown-elements.xml");
        Assert.Equal("20240701120000", file.TimestampText);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["status/@version"] = "2",
                ["status/file/timestamp"] = "20240701120001",
                ["status/file/afstemning/@enhed"] = "DKK",
                ["status/file/afstemning/antal"] = "12",
                ["status/file/afstemning/timestamp"] = "20240630000000",
                ["status/file/afstemning/sum"] = "1 < 2",
                ["status/file/afstemning/tom"] = "",
            }.ToArray(),
            file.Others.ToArray());
    }

    [Fact]
    public void A_second_file_element_does_not_complete_the_first()
    {
        StatusFile file = Read("two-files.xml");
        Assert.Equal("first.zip", file.FtpTransaktionsId);
        Assert.Null(file.Service);
        Assert.Equal(
            ["status/file/FTPTransaktionsId=second.zip", "status/file/service=Udlaan"],
            file.Others.Select(o => $"{o.Key}={o.Value}"));
    }

    [Fact]
    public void Text_between_elements_is_kept_as_the_parents()
    {
        StatusFile file = Read("<status>a<file>b<service>Udlaan<x/>c</service>d</file></status>"u8.ToArray());
        Assert.Equal(
            ["status=a", "status/file=b", "status/file/service=Udlaan", "status/file/service/x=", "status/file/service=c",
                "status/file=d"],
            file.Others.Select(o => $"{o.Key}={o.Value}"));
    }

    [Fact]
    public void The_size_limit_holds_to_the_byte()
    {
        Assert.Equal("x.zip", Read(Padded(StatusFileReader.MaximumSize)).FtpTransaktionsId);
        Assert.Equal(
            StatusFileException.TooLarge, Assert.Throws<StatusFileException>(() => Read(Padded(StatusFileReader.MaximumSize + 1))).ErrorId);
    }

    private static byte[] Padded(int length)
    {
        const string Status = "<status><file><FTPTransaktionsId>x.zip</FTPTransaktionsId></file></status>";
        return Encoding.ASCII.GetBytes(Status.PadRight(length));
    }

    private static StatusFile Read(string sample) => StatusFileReader.Read(StatusSample.Bytes(sample), sample);

    private static StatusFile Read(byte[] bytes) => StatusFileReader.Read(bytes, "x.xml");
}
