using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using SkatFtps.Cmdlets.Tests.Support;
using SkatFtps.Simulator;
using SkatFtps.Simulator.Options;
using Xunit;

namespace SkatFtps.Cmdlets.Tests.Commands;

public sealed class StatusTests
{
    [Fact]
    public async Task A_status_says_everything_that_its_file_says()
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        rehearsal.ExposeStatus("CRS", "1.xml", 3, "/out/CRS_in_1.xml_response.xml");

        SubmissionStatus status = rehearsal.Run("Get-SkatStatus").Succeeded().Only<SubmissionStatus>();

        Assert.Equal(
            (3, StatusStep.Exposed, "CRS", "1.xml", "1.xml"),
            (status.Code, status.Step, status.Service, status.FileName, status.FtpTransaktionsId));
        Assert.Equal(
            ("ci1_1_1", "CRS_in_1.xml_response.xml", "status_CRS_1.xml_3.xml"),
            (status.SkatTransaktionsId, status.ResponseFileName, status.StatusFileName));
        Assert.Equal(new DateTimeOffset(2020, 12, 10, 14, 30, 17, TimeSpan.FromHours(1)), status.Timestamp);
        Assert.Contains("<SKATTransactionId>", status.Xml, StringComparison.Ordinal);
    }

    public static TheoryData<string, string[]> Filters => new()
    {
        { "Get-SkatStatus", ["a.xml 1", "a.xml 2", "b.xml 0", "c.xml 1"] },
        { "Get-SkatStatus -Code 1", ["a.xml 1", "c.xml 1"] },
        { "Get-SkatStatus -Code 0, 2", ["a.xml 2", "b.xml 0"] },
        { "Get-SkatStatus a.xml", ["a.xml 1", "a.xml 2"] },
        { "Get-SkatStatus -FtpTransaktionsId B.XML, c*", ["b.xml 0", "c.xml 1"] },
        { "Get-SkatStatus -Service Udlaan", ["c.xml 1"] },
        { "Get-SkatStatus -Service crs, Indl*", ["a.xml 1", "a.xml 2", "b.xml 0"] },
        { "Get-SkatStatus -Session $session -Service CRS -Code 2 -FtpTransaktionsId a*", ["a.xml 2"] },
        { "Get-SkatStatus | Where-Object Code -eq 0", ["b.xml 0"] },
        { "'b.xml', 'c.xml' | ForEach-Object { [pscustomobject]@{ FtpTransaktionsId = $_ } } | Get-SkatStatus", ["b.xml 0", "c.xml 1"] },
        { "@() | Get-SkatStatus", [] },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task Only_what_was_asked_for_comes(string script, string[] expected)
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        rehearsal.ExposeStatus("CRS", "a.xml", 1);
        rehearsal.ExposeStatus("CRS", "a.xml", 2);
        rehearsal.ExposeStatus("CRS", "b.xml", 0);
        rehearsal.ExposeStatus("Udlaan", "c.xml", 1);
        rehearsal.Expose("CRS_in_a.xml_response.xml", "<svar/>");

        IEnumerable<SubmissionStatus> found = rehearsal.Run(script).Succeeded().All<SubmissionStatus>();

        Assert.Equal(expected, found.Select(one => $"{one.FtpTransaktionsId} {one.Code}").Order());
    }

    [Fact]
    public async Task What_the_name_rules_out_is_not_fetched()
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        rehearsal.ExposeStatus("CRS", "a.xml", 1);
        rehearsal.ExposeStatus("CRS", "b.xml", 2);

        rehearsal.Run("Get-SkatStatus -Code 2").Succeeded();

        Assert.Equal(["RETR status_CRS_b.xml_2.xml"], rehearsal.Gateway.Commands.Where(one => one.Verb == "RETR").Select(one => one.Line));
    }

    [Fact]
    public async Task A_transaction_id_with_brackets_is_found_by_its_own_name()
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        rehearsal.Prompt["files"] = new[] { new FileInfo(rehearsal.Write("krav[1].xml")) };

        ScriptRun run = rehearsal.Run("$files | Send-SkatFile -Service CRS | Get-SkatStatus -Code 1");

        Assert.Equal("krav[1].xml", run.Succeeded().Only<SubmissionStatus>().FtpTransaktionsId);
    }

    [Fact]
    public async Task An_unreadable_status_is_an_error_of_its_own_and_the_rest_go_on()
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        rehearsal.Expose("status_CRS_a.xml_1.xml", "<status><file>");
        rehearsal.ExposeStatus("CRS", "b.xml", 1);

        ScriptRun run = rehearsal.Run("Get-SkatStatus");

        Assert.Equal("StatusFileMalformed", run.ErrorIds.Single());
        Assert.Contains("status_CRS_a.xml_1.xml", run.Error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal("b.xml", run.Only<SubmissionStatus>().FtpTransaktionsId);
    }

    [Theory]
    [InlineData(nameof(ListingStyle.Unix), 0)]
    [InlineData(nameof(ListingStyle.Refused), 1)]
    public async Task A_huge_status_is_refused_by_its_listed_size_or_once_it_was_seen_to_be_huge(string form, int fetched)
    {
        await using Rehearsal rehearsal = Rehearsal.Connected(options => options.Listing = Enum.Parse<ListingStyle>(form));
        rehearsal.Expose("status_CRS_a.xml_1.xml", new byte[10 * 1024 * 1024]);
        rehearsal.ExposeStatus("CRS", "b.xml", 1);

        ScriptRun run = rehearsal.Run("Get-SkatStatus");

        Assert.Equal("StatusFileTooLarge", run.ErrorIds.Single());
        Assert.Equal("b.xml", run.Only<SubmissionStatus>().FtpTransaktionsId);
        Assert.Equal(fetched, rehearsal.Gateway.Commands.Count(one => one.Line == "RETR status_CRS_a.xml_1.xml"));
    }

    [Theory]
    [InlineData("Get-SkatStatus -Path \"$folder/*.xml\"")]
    [InlineData("Get-SkatStatus -LiteralPath \"$folder/status_CRS_a.xml_1.xml\", \"$folder/status_CRS_b.xml_2.xml\"")]
    [InlineData("$files | Get-SkatStatus")]
    public async Task Statuses_on_disk_are_read_without_a_session(string script)
    {
        await using Rehearsal rehearsal = Rehearsal.Start();
        rehearsal.Prompt["files"] = new[]
        {
            new FileInfo(rehearsal.Write("status_CRS_a.xml_1.xml", Rehearsal.StatusXml("CRS", "a.xml"))),
            new FileInfo(rehearsal.Write("status_CRS_b.xml_2.xml", Rehearsal.StatusXml("CRS", "b.xml"))),
        };

        IEnumerable<SubmissionStatus> found = rehearsal.Run(script).Succeeded().All<SubmissionStatus>();

        Assert.Equal(["a.xml 1", "b.xml 2"], found.Select(one => $"{one.FtpTransaktionsId} {one.Code}").Order());
        Assert.Equal(0, rehearsal.Gateway.ConnectionCount);
    }

    [Fact]
    public async Task Statuses_on_disk_are_filtered_alike_and_bad_ones_do_not_stop_the_rest()
    {
        await using Rehearsal rehearsal = Rehearsal.Start();
        rehearsal.Write("status_CRS_a.xml_1.xml", Rehearsal.StatusXml("CRS", "a.xml"));
        rehearsal.Write("status_CRS_b.xml_2.xml", Rehearsal.StatusXml("CRS", "b.xml"));
        rehearsal.Write("status_CRS_c.xml_2.xml", "not xml");

        ScriptRun run = rehearsal.Run("Get-SkatStatus -Path $folder/*.xml, $folder/none.xml -Code 2 -Service CRS -FtpTransaktionsId b*");

        Assert.Equal("b.xml", run.Only<SubmissionStatus>().FtpTransaktionsId);
        Assert.Equal(["StatusFileMalformed", "FileNotFound"], run.ErrorIds);
    }
}
