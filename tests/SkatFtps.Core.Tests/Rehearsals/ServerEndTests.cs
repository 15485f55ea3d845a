using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ftp;
using SkatFtps.Ledger;
using SkatFtps.Simulator.Scripting;
using Xunit;

namespace SkatFtps.Core.Tests.Rehearsals;

/// <summary>A gateway that ends its side of an upload's data connection, one that does not, and one that does no more.</summary>
public sealed class ServerEndTests
{
    [Fact]
    public async Task Where_it_is_not_known_the_file_is_sent_and_says_so_with_one_warning_a_session()
    {
        await using var rehearsal = new LedgerRehearsal();
        rehearsal.Gateway.EndsUploads = false;
        GatewaySession session = await rehearsal.ConnectAsync();

        Assert.False((await rehearsal.SendAsync(session, "a.xml")).ServerEndedTls);
        Assert.False((await rehearsal.SendAsync(session, "b.xml")).ServerEndedTls);
        Assert.Equal(SubmissionState.Sent, await rehearsal.StateAsync(session, "b.xml"));
        Assert.Contains("ServerEndedTls", Assert.Single(rehearsal.Log.Lines(ProtocolLogKind.Warning)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Within_a_login_one_confirmed_upload_teaches_it(bool recorded)
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync(recorded);
        Assert.True((await rehearsal.SendAsync(session, "a.xml")).ServerEndedTls);

        rehearsal.Gateway.EndsUploads = false;
        GatewayException e = await Assert.ThrowsAsync<GatewayException>(() => rehearsal.SendAsync(session, "b.xml"));
        Assert.Equal(("SubmissionInDoubt", false), (e.ErrorId, e.SafeToResend));
        if (recorded)
        {
            Assert.Equal(SubmissionState.InDoubt, await rehearsal.StateAsync(session, "b.xml"));
        }
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public async Task Across_logins_three_teach_it(int confirmed, bool known)
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync();
        foreach (int number in Enumerable.Range(1, confirmed))
        {
            await rehearsal.SendAsync(session, $"{number}.xml");
        }

        GatewaySession later = await rehearsal.ConnectAsync();
        rehearsal.Gateway.EndsUploads = false;
        Exception? e = await Record.ExceptionAsync(() => rehearsal.SendAsync(later, "a.xml"));
        Assert.Equal(known ? "SubmissionInDoubt" : null, (e as GatewayException)?.ErrorId);
    }

    [Fact]
    public async Task A_server_of_another_greeting_is_another_server()
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync();
        foreach (int number in Enumerable.Range(1, 3))
        {
            await rehearsal.SendAsync(session, $"{number}.xml");
        }

        rehearsal.Gateway.EndsUploads = false;
        rehearsal.Gateway.Script.On(GatewayStep.Banner).Reply(220, "Another of the farm");
        Assert.False((await rehearsal.SendAsync(await rehearsal.ConnectAsync(), "a.xml")).ServerEndedTls);
    }

    [Fact]
    public async Task After_two_doubts_in_a_row_nothing_more_is_sent_until_one_is_settled()
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync();
        await DoubtTwiceAsync(rehearsal, session);

        GatewayException e = await Assert.ThrowsAsync<GatewayException>(() => rehearsal.SendAsync(session, "3.xml"));
        Assert.Equal(("ServerEndMissing", true), (e.ErrorId, e.SafeToResend));
        Assert.DoesNotContain(rehearsal.Gateway.Received, file => file.Name == "3.xml");

        // Another process knows it too.
        e = await Assert.ThrowsAsync<GatewayException>(async () => await rehearsal.SendAsync(await rehearsal.ConnectAsync(), "3.xml"));
        Assert.Equal("ServerEndMissing", e.ErrorId);

        long doubt = (await session.Ledger!.Submissions.FindAsync("1.xml", CancellationToken.None))!.Id;
        await session.Ledger.Submissions.ResolveAsync(
            doubt, arrived: true, "The contact point says so.", "somebody", force: false, CancellationToken.None);
        rehearsal.Gateway.EndsUploads = true;
        Assert.True((await rehearsal.SendAsync(session, "3.xml")).ServerEndedTls);
    }

    [Fact]
    public async Task One_that_was_heard_in_between_begins_the_count_anew()
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync();
        await rehearsal.SendAsync(session, "0.xml");
        foreach (int number in Enumerable.Range(1, 3))
        {
            rehearsal.Gateway.EndsUploads = false;
            await Assert.ThrowsAsync<GatewayException>(() => rehearsal.SendAsync(session, $"{number}.xml"));
            rehearsal.Gateway.EndsUploads = true;
            await rehearsal.SendAsync(session, $"{number}-heard.xml");
        }
    }

    [Fact]
    public async Task Two_whose_statuses_come_unlearn_it_with_one_warning()
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync();
        await DoubtTwiceAsync(rehearsal, session);
        foreach (string name in new[] { "1.xml", "2.xml" })
        {
            rehearsal.Clock.Advance(TimeSpan.FromMinutes(1));
            await session.RefreshAsync(
                name, force: false, (file, e) => throw new InvalidOperationException(file, e), rehearsal.Log, CancellationToken.None);
        }

        Assert.False((await rehearsal.SendAsync(session, "3.xml")).ServerEndedTls);
        Assert.False((await rehearsal.SendAsync(session, "4.xml")).ServerEndedTls);
        Assert.Single(rehearsal.Log.Lines(ProtocolLogKind.Warning), line => line.Contains("nothing is concluded"));
        Assert.False((await rehearsal.SendAsync(await rehearsal.ConnectAsync(), "5.xml")).ServerEndedTls);
    }

    private static async Task DoubtTwiceAsync(LedgerRehearsal rehearsal, GatewaySession session)
    {
        await rehearsal.SendAsync(session, "0.xml");
        rehearsal.Gateway.EndsUploads = false;
        foreach (string name in new[] { "1.xml", "2.xml" })
        {
            Assert.Equal(
                "SubmissionInDoubt", (await Assert.ThrowsAsync<GatewayException>(() => rehearsal.SendAsync(session, name))).ErrorId);
        }
    }
}
