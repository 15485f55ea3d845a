using System;
using System.Text;
using SkatFtps.Status;
using Xunit;

namespace SkatFtps.Core.Tests.Status;

public sealed class SubmissionStatusTests
{
    private const string Ping = "ping20201210143002441-hb01.xml";

    private static readonly string[] Services = ["FTPSGW.Heartbeat", "Manifest.MidlertidigOpbevaringOpdater", "Udlaan"];

    [Theory]
    [InlineData("guide-status-1.xml", 1, StatusStep.Delivered, "File delivered to requested Backend System", 17)]
    [InlineData("guide-status-2.xml", 2, StatusStep.Accepted, "File accepted by FTPSGW.Heartbeat", 17)]
    [InlineData("guide-status-3-response.xml", 3, StatusStep.Exposed, "File exposed", 18)]
    public void The_guides_examples_for_an_upload(string sample, int code, StatusStep step, string text, int second)
    {
        string name = $"status_FTPSGW.Heartbeat_{Ping}_{code}.xml";
        SubmissionStatus status = SubmissionStatus.FromFile(name, StatusSample.Bytes(sample), Services);

        Assert.Equal((code, step, false, name), (status.Code, status.Step, status.CodeIsFromContent, status.StatusFileName));
        Assert.Equal(("FTPSGW.Heartbeat", Ping, Ping), (status.Service, status.FileName, status.FtpTransaktionsId));
        Assert.Equal(("ci1607607002916_31616756_1", text), (status.SkatTransaktionsId, status.StatusText));
        Assert.Equal(new DateTimeOffset(2020, 12, 10, 14, 30, second, TimeSpan.FromHours(1)), status.Timestamp);
        Assert.Equal(code == 3 ? $"FTPSGW.Heartbeat_in_{Ping}_response.txt" : null, status.ResponseFileName);
        Assert.Equal(Encoding.UTF8.GetString(StatusSample.Bytes(sample)), status.Xml);
        Assert.Null(status.ErrorCode);
        Assert.False(status.IsUnrelated);
    }

    [Fact]
    public void The_guides_example_of_an_error()
    {
        SubmissionStatus status = SubmissionStatus.FromFile(
            "status_FTPSGW.Heartbeat_empty.xml_0.xml", StatusSample.Bytes("guide-status-0.xml"), Services);

        Assert.Equal((0, StatusStep.Error, "empty.xml"), (status.Code, status.Step, status.FileName));
        Assert.Null(status.SkatTransaktionsId);
        Assert.Equal(new DateTimeOffset(2020, 12, 10, 16, 49, 7, 963, TimeSpan.FromHours(1)), status.Timestamp);
        Assert.Equal("FILENAME_CANNOT_BE_REUSED_FOR_TRANSACTION", status.ErrorCode);
        Assert.Equal("The filename provided has already been used for previous transaction", status.ErrorMessage);
        Assert.Equal("Resubmit the file with a new filename", status.ErrorResolution);
    }

    [Fact]
    public void The_guides_example_of_an_unrelated_file()
    {
        const string Id =
            "Manifest.MidlertidigOpbevaringOpdater_MAN_DKA54A_eda73f9d-0215-4849-9e0b-275c91c62624.notify.xml";
        SubmissionStatus status = SubmissionStatus.FromFile(
            $"status_Manifest.MidlertidigOpbevaringOpdater_{Id}_3.xml",
            StatusSample.Bytes("guide-status-3-unrelated.xml"), Services);

        Assert.True(status.IsUnrelated);
        Assert.Null(status.FileName);
        Assert.Equal((Id, Id, "MAN_1607577057900"), (status.FtpTransaktionsId, status.ResponseFileName, status.SkatTransaktionsId));
        Assert.Equal(["/out/" + Id], status.ResponsePaths);
    }

    [Fact]
    public void The_name_outranks_the_prose_of_the_status_code()
    {
        SubmissionStatus status = SubmissionStatus.FromFile(
            $"status_FTPSGW.Heartbeat_{Ping}_2.xml", StatusSample.Bytes("guide-status-1.xml"), Services);
        Assert.Equal((2, false), (status.Code, status.CodeIsFromContent));
    }

    [Theory]
    [InlineData("guide-status-0.xml", 0)]
    [InlineData("guide-status-1.xml", 1)]
    [InlineData("guide-status-2.xml", 2)]
    [InlineData("guide-status-3-response.xml", 3)]
    [InlineData("guide-status-3-unrelated.xml", 3)]
    [InlineData("other-order.xml", 0)]
    public void A_renamed_file_tells_its_code_by_content_and_says_so(string sample, int code)
    {
        SubmissionStatus status = SubmissionStatus.FromFile("C:\\svar\\" + sample, StatusSample.Bytes(sample), Services);
        Assert.Equal((code, true, sample), (status.Code, status.CodeIsFromContent, status.StatusFileName));
    }

    [Fact]
    public void A_renamed_file_without_a_telling_text_is_incomplete()
    {
        StatusFileException e = Assert.Throws<StatusFileException>(
            () => SubmissionStatus.FromFile("x.xml", StatusSample.Bytes("only-a-transaction.xml"), Services));
        Assert.Equal(StatusFileException.Incomplete, e.ErrorId);
    }

    [Fact]
    public void A_file_without_id_takes_it_from_its_name_or_is_incomplete()
    {
        byte[] bytes = "<status><file><status.code>File exposed</status.code></file></status>"u8.ToArray();
        SubmissionStatus status = SubmissionStatus.FromFile("/out/status_Udlaan_a_b.zip_3.xml", bytes, Services);
        Assert.Equal(("Udlaan", "a_b.zip", false), (status.Service, status.FtpTransaktionsId, status.IsUnrelated));
        Assert.Null(status.Timestamp);

        StatusFileException e = Assert.Throws<StatusFileException>(
            () => SubmissionStatus.FromFile("x.xml", bytes, Services));
        Assert.Equal(StatusFileException.Incomplete, e.ErrorId);
    }

    [Fact]
    public void Several_responses_are_a_list_in_the_files_order()
    {
        SubmissionStatus status = SubmissionStatus.FromFile(
            "status_AKFA_akfa.txt_3.xml", StatusSample.Bytes("several-responses.xml"), Services);
        Assert.Equal(["AKFA_fejl.txt", "AKFA_adviser.txt", "AKFA_rest.txt"], status.ResponseFileNames);
        Assert.Equal(("AKFA_fejl.txt", "akfa.txt"), (status.ResponseFileName, status.FileName));
    }

    [Fact]
    public void A_stray_blank_in_the_path_is_no_part_of_the_name()
    {
        SubmissionStatus status = SubmissionStatus.FromFile(
            $"status_FTPSGW.Heartbeat_{Ping}_1.xml", StatusSample.Bytes("other-spellings.xml"), Services);
        Assert.Equal(Ping, status.FileName);
    }
}
