using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ledger;
using SkatFtps.Simulator;
using SkatFtps.Simulator.Scripting;
using Xunit;

namespace SkatFtps.Core.Tests.Rehearsals;

public sealed class SubmitTests
{
    [Fact]
    public async Task A_name_that_was_sent_is_refused_without_a_command()
    {
        await using var rehearsal = new LedgerRehearsal();
        await rehearsal.SendAsync(await rehearsal.ConnectAsync(), "a.xml");
        GatewaySession later = await rehearsal.ConnectAsync();
        int commands = rehearsal.Gateway.Commands.Count;

        GatewayException refusal = await Assert.ThrowsAsync<GatewayException>(() => rehearsal.SendAsync(later, "A.XML", content: "other"));
        Assert.Equal(("FileNameAlreadySent", false), (refusal.ErrorId, refusal.SafeToResend));
        refusal = await Assert.ThrowsAsync<GatewayException>(() => rehearsal.SendAsync(later, "b.xml", content: "a.xml"));
        Assert.Equal(("ContentAlreadySent", false), (refusal.ErrorId, refusal.SafeToResend));
        Assert.Equal(commands, rehearsal.Gateway.Commands.Count);
    }

    [Fact]
    public async Task A_large_file_is_read_once_and_still_known_by_its_content()
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync();
        byte[] content = RandomNumberGenerator.GetBytes((int)ContentMark.WholeUpTo + 100_000);

        Submission sent = await SubmitAsync("a.zip");

        Assert.Equal(Convert.ToHexString(SHA256.HashData(content)), sent.Sha256);
        Assert.Equal(sent.Sha256, (await session.Ledger!.Submissions.FindAsync("a.zip", CancellationToken.None))!.Sha256, ignoreCase: true);
        int commands = rehearsal.Gateway.Commands.Count;
        GatewayException refusal = await Assert.ThrowsAsync<GatewayException>(() => SubmitAsync("b.zip"));
        Assert.Equal(("ContentAlreadySent", false), (refusal.ErrorId, refusal.SafeToResend));
        Assert.Equal(commands, rehearsal.Gateway.Commands.Count);

        // As long, with the same ends.
        content[content.Length / 2] ^= 1;
        Assert.Equal(Convert.ToHexString(SHA256.HashData(content)), (await SubmitAsync("b.zip")).Sha256);
        Assert.Equal(["a.zip", "b.zip"], rehearsal.Gateway.Received.Select(file => file.Name));

        Task<Submission> SubmitAsync(string name)
        {
            FileInfo file = rehearsal.Write(name);
            File.WriteAllBytes(file.FullName, content);
            return session.SubmitAsync("Udlaan", new FileInfo(file.FullName), new SubmitOptions(), rehearsal.Log, CancellationToken.None);
        }
    }

    [Theory]
    [InlineData("val_a.xml", "val_b.xml", true)]
    [InlineData("VAL_a.xml", "VAL_b.xml", false)]
    [InlineData("Val_a.xml", "val_b.xml", true)]
    public async Task Only_what_is_named_in_lower_case_is_validated_as_often_as_one_likes(string first, string second, bool isSent)
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync();
        await rehearsal.SendAsync(session, first, content: "content");

        Exception? refusal = await Record.ExceptionAsync(() => rehearsal.SendAsync(session, second, content: "content"));

        Assert.Equal(isSent, refusal is null);
        Assert.True(isSent || refusal is GatewayException { ErrorId: "ContentAlreadySent" });
        Assert.Equal(
            first.StartsWith("val_", StringComparison.Ordinal),
            (await session.Ledger!.Submissions.FindAsync(first, CancellationToken.None))!.ValidateOnly);
    }

    [Theory]
    [InlineData("Udlaan", 100_000)]
    [InlineData("Udlaan", 6_000_000)]
    [InlineData("AKFA", 100_000)]
    [InlineData("AKFA", 6_000_000)]
    public async Task Of_an_upload_that_was_cut_the_file_and_what_went_are_known_and_a_status_does_not_hide_it(string service, int length)
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync();
        FileInfo file = WriteLines(rehearsal, "a.txt", length);
        rehearsal.Gateway.Script.On(GatewayStep.StorMidData).AfterBytes(length / 3).Drop();

        GatewayException failure = await Assert.ThrowsAsync<GatewayException>(
            () => session.SubmitAsync(service, file, new SubmitOptions(), rehearsal.Log, CancellationToken.None));

        Assert.Equal("SubmissionInDoubt", failure.ErrorId);
        LedgerSubmission row = (await session.Ledger!.Submissions.FindAsync("a.txt", CancellationToken.None))!;
        byte[] content = File.ReadAllBytes(file.FullName);
        byte[] wire = service == "AKFA"
            ? System.Text.Encoding.ASCII.GetBytes(
                System.Text.Encoding.ASCII.GetString(content).Replace("\n", "\r\n", StringComparison.Ordinal))
            : content;
        Assert.Equal((content.Length, HashOf(content)), (row.Length, row.Sha256));
        Assert.InRange(row.WireLength!.Value, 0, wire.Length);
        Assert.Equal(HashOf(wire.AsSpan(0, (int)row.WireLength)), row.WireSha256);
        Assert.Contains($"{row.WireLength} bytes were handed to the network", row.ReviewReason);

        rehearsal.Gateway.Script.Clear();
        rehearsal.Clock.Advance(TimeSpan.FromMinutes(1));
        for (int code = 1; code <= 3; code++)
        {
            rehearsal.ExposeStatus("a.txt", code, service);
        }

        await rehearsal.CollectAsync(session);
        row = (await session.Ledger.Submissions.FindAsync("a.txt", CancellationToken.None))!;
        Assert.Equal(SubmissionState.Answered, row.State);
        Assert.NotNull(row.ReviewReason);
    }

    [Fact]
    public async Task In_TYPE_A_what_went_is_longer_than_the_file()
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync();
        await rehearsal.SendAsync(session, "akfa.txt", "AKFA", "0001\n9998\n");

        LedgerSubmission row = (await session.Ledger!.Submissions.FindAsync("akfa.txt", CancellationToken.None))!;

        Assert.Equal((10L, HashOf("0001\n9998\n"u8)), (row.Length, row.Sha256));
        Assert.Equal((12L, HashOf("0001\r\n9998\r\n"u8)), (row.WireLength, row.WireSha256));
        Assert.Null(row.ReviewReason);
    }

    [Fact]
    public async Task A_rerun_knows_the_file_that_was_left_by_its_hash()
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync();
        FileInfo file = WriteLines(rehearsal, "a.txt", 6_000_000);
        rehearsal.Gateway.Script.On(GatewayStep.StorMidData).AfterBytes(1_000_000).Drop();
        await Assert.ThrowsAsync<GatewayException>(() => SubmitAsync());
        rehearsal.Gateway.Script.Clear();

        GatewayException refused = await Assert.ThrowsAsync<GatewayException>(() => SubmitAsync());
        Assert.Equal(("FileNameAlreadySent", true), (refused.ErrorId, refused.IsSameFile));
        Assert.Contains("This file is that one", refused.Message);

        using (FileStream middle = file.OpenWrite())
        {
            middle.Position = 3_000_000;
            middle.WriteByte((byte)'!');
        }

        refused = await Assert.ThrowsAsync<GatewayException>(() => SubmitAsync());
        Assert.Equal(("FileNameAlreadySent", false), (refused.ErrorId, refused.IsSameFile));
        Assert.Contains("another content", refused.Message);

        Task<Submission> SubmitAsync() => session.SubmitAsync("Udlaan", file, new SubmitOptions(), rehearsal.Log, CancellationToken.None);
    }

    private static FileInfo WriteLines(LedgerRehearsal rehearsal, string name, int length)
    {
        FileInfo file = rehearsal.Write(name);
        using StreamWriter writer = file.CreateText();
        for (int line = 0; line * 10 < length; line++)
        {
            writer.Write($"{line:000000000}\n");
        }

        return file;
    }

    private static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    [Fact]
    public async Task Without_a_ledger_nothing_keeps_a_name_from_being_sent_twice()
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync(recorded: false);
        await rehearsal.SendAsync(session, "a.xml");
        await rehearsal.SendAsync(session, "a.xml");
        Assert.Equal([false, true], rehearsal.Gateway.Received.Select(file => file.Reused));
    }

    [Theory]
    [InlineData(GatewayStep.Cwd)]
    [InlineData(GatewayStep.Epsv)]
    [InlineData(GatewayStep.Stor)]
    [InlineData(GatewayStep.StorBefore150)]
    public async Task Refused_before_150_it_is_safe_to_send_again_and_the_name_is_free(string step)
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync();
        rehearsal.Gateway.Script.On(step).Reply(550, "Not now");
        if (step == GatewayStep.Epsv)
        {
            rehearsal.Gateway.Script.On(GatewayStep.Pasv).Reply(550, "Not now");
        }

        GatewayException failure = await Assert.ThrowsAsync<GatewayException>(() => rehearsal.SendAsync(session, "a.xml"));
        Assert.True(failure.SafeToResend, failure.Message);
        Assert.Contains("safe to send it again", failure.Message);

        rehearsal.Gateway.Script.Clear();
        await rehearsal.SendAsync(session, "a.xml");
        Assert.Single(rehearsal.Gateway.Received);
        Assert.Equal(SubmissionState.Sent, await rehearsal.StateAsync(session, "a.xml"));
    }

    [Theory]
    [InlineData(GatewayStep.StorAfter150)]
    [InlineData(GatewayStep.DataHandshake)]
    [InlineData(GatewayStep.StorAfterLastByte)]
    public async Task Lost_after_STOR_it_is_in_doubt_until_a_status_settles_it(string step)
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync();

        // A first file, so that the data connection of the next is the file's own.
        await rehearsal.SendAsync(session, "before.xml");
        rehearsal.Gateway.Script.On(step).Drop();
        GatewayException failure = await Assert.ThrowsAsync<GatewayException>(() => rehearsal.SendAsync(session, "a.xml"));
        Assert.Equal(("SubmissionInDoubt", false), (failure.ErrorId, failure.SafeToResend));
        Assert.Equal(SubmissionState.InDoubt, await rehearsal.StateAsync(session, "a.xml"));

        rehearsal.Gateway.Script.Clear();
        failure = await Assert.ThrowsAsync<GatewayException>(() => rehearsal.SendAsync(session, "a.xml"));
        Assert.Equal(("FileNameAlreadySent", false), (failure.ErrorId, failure.SafeToResend));

        // Even under another name, and even where a duplicate is allowed.
        var options = new SubmitOptions { AllowDuplicateContent = true };
        failure = await Assert.ThrowsAsync<GatewayException>(
            () => session.SubmitAsync(
                LedgerRehearsal.Service, rehearsal.Write("b.xml", "a.xml"), options, rehearsal.Log, CancellationToken.None));
        Assert.Equal("ContentAlreadySent", failure.ErrorId);

        await rehearsal.Gateway.WaitForReceivedAsync(2, CancellationToken.None);
        rehearsal.Clock.Advance(TimeSpan.FromMinutes(1));
        await session.RefreshAsync(
            "a.xml", force: false, (name, e) => throw new InvalidOperationException(name, e), rehearsal.Log, CancellationToken.None);
        Assert.Equal(SubmissionState.Delivered, await rehearsal.StateAsync(session, "a.xml"));
        Assert.Equal(1, rehearsal.Gateway.Received.Count(file => file.Name == "a.xml"));
    }
}
