using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;
using SkatFtps.Cmdlets.Tests.Support;
using SkatFtps.Receiving;
using SkatFtps.Simulator;
using SkatFtps.Simulator.Folders;
using SkatFtps.Simulator.Options;
using SkatFtps.Simulator.Scripting;
using Xunit;

namespace SkatFtps.Cmdlets.Tests.Commands;

public sealed class SendTests
{
    [Fact]
    public async Task A_submission_says_what_was_sent()
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        string path = rehearsal.Write("krav 1.xml", "<krav>1</krav>");
        DateTimeOffset before = DateTimeOffset.Now;

        Submission sent = rehearsal.Run("Send-SkatFile -Path \"$folder/krav 1.xml\" -Service CRS").Succeeded().Only<Submission>();

        Assert.Equal(
            ("CRS", "krav 1.xml", "krav 1.xml", path, 14L),
            (sent.Service, sent.FileName, sent.FtpTransaktionsId, sent.FullName, sent.Length));
        Assert.Equal(Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))), sent.Sha256);
        Assert.InRange(sent.SentAt, before, DateTimeOffset.Now);
        UploadedFile received = Assert.Single(rehearsal.Gateway.Received);
        Assert.Equal(
            ("CRS", "krav 1.xml", 14L, 'I', false), (received.Service, received.Name, received.Bytes, received.Type, received.Cut));
    }

    [Theory]
    [InlineData("Send-SkatFile \"$folder/*.xml\" CRS")]
    [InlineData("Send-SkatFile -Path \"$folder/1.xml\", \"$folder/2.xml\" -Service CRS")]
    [InlineData("Send-SkatFile -LiteralPath \"$folder/1.xml\", \"$folder/2.xml\" -Service CRS")]
    [InlineData("$files | Send-SkatFile -Service CRS")]
    [InlineData("$files | Send-SkatFile -Service CRS -Session $session")]
    [InlineData("$null = $ExecutionContext.SessionState.Path.SetLocation($folder); Send-SkatFile *.xml -Service CRS")]
    public async Task Files_come_by_path_by_wildcard_and_by_pipeline(string script)
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        rehearsal.Prompt["files"] = new[] { new FileInfo(rehearsal.Write("1.xml")), new FileInfo(rehearsal.Write("2.xml")) };
        Directory.CreateDirectory(Path.Combine(rehearsal.Folder, "folder.xml"));

        Assert.Equal(["1.xml", "2.xml"], rehearsal.Run(script).Succeeded().All<Submission>().Select(one => one.FileName));
        Assert.Equal(["1.xml", "2.xml"], rehearsal.Gateway.Received.Select(one => one.Name).Order());
    }

    [Fact]
    public async Task Brackets_in_a_piped_name_are_no_wildcard()
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        rehearsal.Prompt["files"] = new[] { new FileInfo(rehearsal.Write("krav[1].xml")) };

        Assert.Equal("krav[1].xml", rehearsal.Run("$files | Send-SkatFile -Service CRS").Succeeded().Only<Submission>().FileName);
    }

    [Fact]
    public async Task What_fails_is_an_error_of_its_own_and_the_rest_go_on()
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        rehearsal.Prompt["files"] = new[]
        {
            new FileInfo(rehearsal.Write("1.xml")), new FileInfo(Path.Combine(rehearsal.Folder, "missing.xml")),
            new FileInfo(rehearsal.Write("empty.xml", string.Empty)), new FileInfo(rehearsal.Write("2.xml")),
        };

        ScriptRun run = rehearsal.Run("$files | Send-SkatFile -Service CRS");

        Assert.Equal(["1.xml", "2.xml"], run.All<Submission>().Select(one => one.FileName));
        Assert.Equal(["FileNotFound", "FileEmpty"], run.ErrorIds);
        Assert.Equal(2, rehearsal.CountOf("STOR"));
    }

    [Fact]
    public async Task WhatIf_sends_nothing_and_needs_no_session()
    {
        await using Rehearsal rehearsal = Rehearsal.Start();
        rehearsal.Prompt["files"] = new[] { new FileInfo(rehearsal.Write("1.xml")), new FileInfo(
            Path.Combine(rehearsal.Folder, "missing.xml")) };

        ScriptRun run = rehearsal.Run("$files | Send-SkatFile -Service CRS -WhatIf");

        Assert.Empty(run.Output);
        Assert.Equal(0, rehearsal.Gateway.ConnectionCount);
        // What would fail for certain is said even so.
        Assert.Equal("FileNotFound", run.ErrorIds.Single());
    }

    [Fact]
    public async Task A_classic_service_gets_TYPE_A_with_CRLF_and_the_hash_is_that_of_the_file()
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        string path = rehearsal.Write("akfa.txt", "0001  \n2260  \r\n9998  \n");

        Submission sent = rehearsal.Run("Send-SkatFile $folder/akfa.txt AKFA").Succeeded().Only<Submission>();

        UploadedFile received = Assert.Single(rehearsal.Gateway.Received);
        Assert.Equal('A', received.Type);
        Assert.Equal("0001  \r\n2260  \r\n9998  \r\n", Encoding.ASCII.GetString(received.Content!));
        Assert.Equal(Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))), sent.Sha256);
        Assert.Equal(2, rehearsal.Run("Get-SkatStatus -Code 2").Succeeded().Only<SubmissionStatus>().Code);
    }

    [Theory]
    [InlineData(nameof(NameEncoding.Utf8))]
    [InlineData(nameof(NameEncoding.Latin1))]
    public async Task A_folder_with_a_Danish_name_is_opened_by_the_bytes_that_the_server_listed(string encoding)
    {
        const string Service = "DMIValutaKurserOverf\u00f8rService";
        await using Rehearsal rehearsal = Rehearsal.Connected(options =>
        {
            options.Names = Enum.Parse<NameEncoding>(encoding);
            options.Services = [Service];
        });
        rehearsal.Write("1.xml");
        rehearsal.Prompt["service"] = Service;

        rehearsal.Run("Send-SkatFile $folder/1.xml -Service $service").Succeeded();

        Assert.Equal(Service, Assert.Single(rehearsal.Gateway.Received).Service);
        Assert.Equal(
            [1, 2, 3], rehearsal.Run("Get-SkatStatus -Service $service").Succeeded().All<SubmissionStatus>().Select(one => one.Code));
    }

    [Fact]
    public async Task The_service_may_be_spelt_in_any_case()
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        rehearsal.Write("1.xml");

        rehearsal.Run("Send-SkatFile $folder/1.xml -Service udlaan").Succeeded();

        Assert.Equal("Udlaan", Assert.Single(rehearsal.Gateway.Received).Service);
    }

    [Fact]
    public async Task A_refusal_in_place_of_150_is_safe_to_repeat_and_leaves_the_session_usable()
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        rehearsal.Write("1.xml");
        rehearsal.Script.On(GatewayStep.StorBefore150, nth: 1).Reply(452, "No space");

        ScriptRun run = rehearsal.Run("Send-SkatFile $folder/1.xml CRS; Send-SkatFile $folder/1.xml CRS");

        GatewayException refused = Assert.IsType<GatewayException>(run.Error.Exception);
        Assert.Equal(("StoreRefused", true, true, 452), (refused.ErrorId, refused.SafeToResend, refused.SessionUsable, refused.ReplyCode));
        Assert.Single(run.All<Submission>());
        Assert.Equal(1, rehearsal.Gateway.ConnectionCount);
    }

    [Theory]
    [InlineData(GatewayStep.StorAfter150)]
    [InlineData(GatewayStep.StorMidData)]
    [InlineData(GatewayStep.StorAfterLastByte)]
    public async Task A_connection_lost_after_STOR_leaves_the_file_in_doubt_and_it_is_not_sent_again(string step)
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        rehearsal.Prompt["files"] = new[] { new FileInfo(
            rehearsal.Write("1.xml", new string('x', 300_000))), new FileInfo(rehearsal.Write("2.xml")) };
        rehearsal.Script.On(step, nth: 1).AfterBytes(1000).Drop();

        ScriptRun run = rehearsal.Run("$files | Send-SkatFile -Service CRS -ThrottleLimit 1");

        GatewayException doubt = Assert.IsType<GatewayException>(run.Error.Exception);
        Assert.Equal(("SubmissionInDoubt", false), (doubt.ErrorId, doubt.SafeToResend));
        Assert.Contains("1.xml", doubt.Message, StringComparison.Ordinal);
        Assert.Contains("Do not send it again", doubt.Message, StringComparison.Ordinal);
        Assert.Contains("Get-SkatStatus", run.Error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        // The next file goes over a new login; the doubtful one stays where it is.
        Assert.Equal("2.xml", run.Only<Submission>().FileName);
        Assert.Equal(["STOR 1.xml", "STOR 2.xml"], rehearsal.Gateway.Commands.Where(one => one.Verb == "STOR").Select(one => one.Line));
    }

    [Fact]
    public async Task A_pipeline_that_ends_early_is_not_reported_as_a_failed_filing()
    {
        await using Rehearsal rehearsal = Rehearsal.Connected();
        rehearsal.Prompt["files"] = new[] { new FileInfo(rehearsal.Write("1.xml")), new FileInfo(rehearsal.Write("2.xml")) };

        ScriptRun run = rehearsal.Run("$files | Send-SkatFile -Service CRS -ThrottleLimit 1 | ForEach-Object { throw 'downstream' }");

        Assert.Equal("downstream", run.ErrorIds.Single());
        Assert.Single(rehearsal.Gateway.Received);
    }
}
