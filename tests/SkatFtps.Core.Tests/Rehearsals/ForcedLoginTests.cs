using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ftp;
using SkatFtps.Ledger;
using SkatFtps.Session;
using SkatFtps.Simulator.Scripting;
using Xunit;

namespace SkatFtps.Core.Tests.Rehearsals;

/// <summary>Connections that had to be given up, and what that may cost.</summary>
public sealed class ForcedLoginTests
{
    [Fact]
    public async Task A_late_word_before_STOR_costs_a_login_and_the_file_goes_on_the_new_one_once()
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync();
        await rehearsal.SendAsync(session, "before.xml");
        rehearsal.Gateway.Script.On(GatewayStep.Epsv, nth: 3).Behind(425, "Error while transferring data");
        await rehearsal.SendAsync(session, "a.xml");

        Assert.Equal(2, rehearsal.Gateway.ConnectionCount);
        Assert.Equal(["before.xml", "a.xml"], rehearsal.Gateway.Received.Select(file => file.Name));
        Assert.Equal(SubmissionState.Sent, await rehearsal.StateAsync(session, "a.xml"));
        string warning = rehearsal.Log.Lines(ProtocolLogKind.Warning).Single(line => line.Contains("recorded as sent"));
        Assert.Contains("'before.xml'", warning, StringComparison.Ordinal);
        Assert.Contains("425 Error while transferring data", warning, StringComparison.Ordinal);
        LedgerSubmission before = (await session.Ledger!.Submissions.FindAsync("before.xml", CancellationToken.None))!;
        Assert.Equal(SubmissionState.Sent, before.State);
        Assert.Contains("425 Error while transferring data", before.ReviewReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_late_word_on_the_last_file_is_not_lost_when_the_session_is_closed()
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync();
        rehearsal.Gateway.Script.On(GatewayStep.StorAfterLastByte).Behind(451, "Disk full");
        await rehearsal.SendAsync(session, "a.xml");
        await session.CloseAsync(rehearsal.Log, CancellationToken.None);

        LedgerSubmission sent = (await (await rehearsal.ConnectAsync()).Ledger!.Submissions.FindAsync("a.xml", CancellationToken.None))!;
        Assert.Equal(SubmissionState.Sent, sent.State);
        Assert.Contains("451 Disk full", sent.ReviewReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_late_word_in_flight_leaves_doubt_and_the_name_is_not_stored_twice()
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync();
        rehearsal.Gateway.Script.On(GatewayStep.Stor).Say(425, "Error while transferring data");
        GatewayException e = await Assert.ThrowsAsync<GatewayException>(() => rehearsal.SendAsync(session, "a.xml"));

        Assert.Equal(("SubmissionInDoubt", false), (e.ErrorId, e.SafeToResend));
        Assert.Equal(SubmissionState.InDoubt, await rehearsal.StateAsync(session, "a.xml"));
    }

    [Fact]
    public async Task A_server_that_repeats_its_last_word_costs_a_login_for_each_transfer_and_is_told_of_once()
    {
        await using var rehearsal = new LedgerRehearsal();
        rehearsal.Gateway.Script.On(GatewayStep.ListMidData).Behind(226, "Once more");
        rehearsal.Gateway.Script.On(GatewayStep.StorAfterLastByte).Behind(226, "Once more");
        GatewaySession session = await rehearsal.ConnectAsync();
        foreach (int number in Enumerable.Range(1, 5))
        {
            await rehearsal.SendAsync(session, $"{number}.xml");
        }

        Assert.Equal(5, rehearsal.Gateway.Received.Count);
        Assert.Equal(6, rehearsal.Gateway.ConnectionCount);
        Assert.Single(rehearsal.Log.Lines(ProtocolLogKind.Warning));
    }

    [Fact]
    public async Task A_file_costs_one_login_at_most_and_after_three_in_a_row_without_progress_the_rest_is_not_sent_and_safe()
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync();
        rehearsal.Gateway.Script.On(GatewayStep.Cwd).Say(226, "Something else");
        string[] ids = await Task.WhenAll(Enumerable.Range(1, 4).Select(number => FailAsync(rehearsal, session, $"{number}.xml")));

        Assert.Equal(["LoginsWithoutProgress", "RepliesOutOfStep", "RepliesOutOfStep", "RepliesOutOfStep"], ids.Order());
        Assert.Equal(1 + ForcedLogins.MostInARow, rehearsal.Gateway.ConnectionCount);
        Assert.Empty(rehearsal.Gateway.Received);
        Assert.Single(rehearsal.Log.Lines(ProtocolLogKind.Warning), line => line.Contains("given up 4 times in a row"));

        // What only looks goes on, one login each; a listing read whole is progress.
        rehearsal.Gateway.Script.Clear();
        await session.ListOutAsync(rehearsal.Log, CancellationToken.None);
        await rehearsal.SendAsync(session, "5.xml");
        Assert.Equal("5.xml", Assert.Single(rehearsal.Gateway.Received).Name);
    }

    [Fact]
    public async Task A_look_into_out_is_never_held_up_by_the_bound()
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync();
        rehearsal.Gateway.Script.On(GatewayStep.Cwd).Say(226, "Something else");
        for (int look = 0; look < 6; look++)
        {
            GatewayException e = await Assert.ThrowsAsync<GatewayException>(
                () => session.ListOutAsync(rehearsal.Log, CancellationToken.None));
            Assert.Equal("RepliesOutOfStep", e.ErrorId);
        }

        Assert.Equal(7, rehearsal.Gateway.ConnectionCount);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_that_the_server_ended_itself_is_no_forced_login(bool announced)
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync();
        if (announced)
        {
            rehearsal.Gateway.Script.On(GatewayStep.Cwd).Reply(421, "Closing");
        }
        else
        {
            // Each listing of /out, and not those of the logins between them.
            foreach (int look in Enumerable.Range(1, 6))
            {
                rehearsal.Gateway.Script.On(GatewayStep.ListMidData, nth: 2 * look).Behind(421, "Timeout");
            }
        }

        for (int look = 0; look < 6; look++)
        {
            if (announced)
            {
                await Assert.ThrowsAsync<GatewayException>(() => rehearsal.SendAsync(session, "a.xml"));
            }
            else
            {
                await session.ListOutAsync(rehearsal.Log, CancellationToken.None);
            }
        }

        rehearsal.Gateway.Script.Clear();
        await rehearsal.SendAsync(session, "a.xml");
        Assert.Single(rehearsal.Gateway.Received);
        Assert.Empty(rehearsal.Log.Lines(ProtocolLogKind.Warning));
    }

    private static async Task<string> FailAsync(LedgerRehearsal rehearsal, GatewaySession session, string name)
    {
        GatewayException e = await Assert.ThrowsAsync<GatewayException>(() => rehearsal.SendAsync(session, name));
        Assert.True(e.SafeToResend);
        return e.ErrorId;
    }
}
