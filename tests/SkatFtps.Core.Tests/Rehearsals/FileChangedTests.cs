using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ftp;
using SkatFtps.Ledger;
using SkatFtps.Simulator.Folders;
using SkatFtps.Simulator.Scripting;
using Xunit;

namespace SkatFtps.Core.Tests.Rehearsals;

/// <summary>
/// What is sent is what was read: a file that changes while it travels. Windows keeps its writers away; elsewhere they may write on.
/// </summary>
public sealed class FileChangedTests
{
    private const int Large = (int)ContentMark.WholeUpTo + 1_000_000;

    [Theory]
    [InlineData("cut short")]
    [InlineData("grown")]
    [InlineData("changed in what had gone")]
    public async Task A_file_that_changes_while_it_travels_is_FileChanged_and_its_end_is_never_sent(string how)
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync();
        FileInfo file = WriteLarge(rehearsal);
        GatewayException e =
            await Assert.ThrowsAsync<GatewayException>(() => SendAsync(rehearsal, session, file, () => Write(file, stream =>
        {
            switch (how)
            {
                case "cut short":
                    stream.SetLength(Large - 10);
                    break;
                case "grown":
                    stream.SetLength(Large + 10);
                    break;
                default:
                    stream.WriteByte(1);
                    break;
            }
        })));

        Assert.Equal(("FileChanged", false), (e.ErrorId, e.SafeToResend));
        Assert.Contains("Do not send it again", e.Message, StringComparison.Ordinal);
        Assert.Contains("its name is spent", e.RecommendedAction, StringComparison.Ordinal);
        LedgerSubmission row = (await session.Ledger!.Submissions.FindAsync(file.Name, CancellationToken.None))!;
        Assert.Equal(SubmissionState.InDoubt, row.State);
        Assert.NotNull(row.ReviewReason);
        Assert.InRange(row.WireLength!.Value, 1, Large - 1);
        UploadedFile received = Assert.Single(rehearsal.Gateway.Received);
        Assert.True(received.Cut);
        Assert.True(received.Bytes < Large, $"{received.Bytes} bytes arrived.");
    }

    [Fact]
    public async Task A_time_alone_is_a_warning_on_what_was_sent()
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync();
        FileInfo file = WriteLarge(rehearsal);
        Submission sent = await SendAsync(
            rehearsal, session, file, () => File.SetLastWriteTimeUtc(file.FullName, new DateTime(2020, 1, 1)));

        Assert.Equal(Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file.FullName))), sent.Sha256);
        Assert.Equal(SubmissionState.Sent, await rehearsal.StateAsync(session, file.Name));
        Assert.Single(rehearsal.Log.Lines(ProtocolLogKind.Warning), line => line.Contains("was touched"));
    }

    [Theory]
    [InlineData("other length")]
    [InlineData("other content")]
    public async Task A_file_that_changed_before_STOR_is_not_sent_and_safe(string how)
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync();
        FileInfo file = rehearsal.Write("a.xml", "<a>1</a>");
        rehearsal.Gateway.Script.OnStep = (step, _) =>
        {
            if (step.Step == GatewayStep.Epsv)
            {
                Write(file, stream => stream.Write(how == "other length" ? "<a>12</a>"u8 : "<a>2</a>"u8));
                File.SetLastWriteTimeUtc(file.FullName, new DateTime(2020, 1, 1));
            }

            return Task.CompletedTask;
        };
        GatewayException e = await Assert.ThrowsAsync<GatewayException>(() => SendAsync(rehearsal, session, file, () => { }));

        Assert.Equal(("FileChanged", true), (e.ErrorId, e.SafeToResend));
        Assert.Equal(0, rehearsal.CountOf("STOR"));
        Assert.Null(await rehearsal.StateAsync(session, "a.xml"));

        rehearsal.Gateway.Script.OnStep = null;
        await SendAsync(rehearsal, session, file, () => { });
    }

    [Fact]
    public async Task A_file_that_was_only_touched_before_STOR_is_sent()
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync();
        FileInfo file = rehearsal.Write("a.xml", "<a>1</a>");
        rehearsal.Gateway.Script.OnStep = (step, _) =>
        {
            File.SetLastWriteTimeUtc(file.FullName, new DateTime(2020, 1, 1).AddMinutes(step.Occurrence));
            return Task.CompletedTask;
        };
        await SendAsync(rehearsal, session, file, () => { });

        Assert.Equal("<a>1</a>"u8.ToArray(), Assert.Single(rehearsal.Gateway.Received).Content);
    }

    private static FileInfo WriteLarge(LedgerRehearsal rehearsal)
    {
        FileInfo file = rehearsal.Write("large.zip");
        File.WriteAllBytes(file.FullName, new byte[Large]);
        return file;
    }

    // The change comes when the first part has gone.
    private static Task<Submission> SendAsync(LedgerRehearsal rehearsal, GatewaySession session, FileInfo file, Action change)
    {
        bool changed = false;
        void Change(long bytes)
        {
            if (!changed)
            {
                changed = true;
                change();
            }
        }

        return session.SubmitAsync(
            LedgerRehearsal.Service,
            new FileInfo(file.FullName),
            new SubmitOptions { Progress = Change },
            rehearsal.Log,
            CancellationToken.None);
    }

    private static void Write(FileInfo file, Action<FileStream> write)
    {
        using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        write(stream);
    }
}
