using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Core.Tests.Support;
using SkatFtps.Ftp;
using SkatFtps.Ledger;
using SkatFtps.Session;
using SkatFtps.Simulator;
using SkatFtps.Simulator.Scripting;
using Xunit;

namespace SkatFtps.Core.Tests.Rehearsals;

public sealed class WaitTests
{
    private static readonly WaitOptions Once = new() { Timeout = TimeSpan.Zero };

    [Fact]
    public async Task Many_are_waited_for_with_one_listing_a_look()
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync();
        var sent = new List<Submission>();
        for (int i = 0; i < 20; i++)
        {
            sent.Add(await rehearsal.SendAsync(session, $"file-{i}.xml"));
        }

        var seen = new List<WaitProgress>();
        IReadOnlyList<SubmissionStatus> found = await rehearsal.WaitAsync(session, new WaitOptions { Progress = seen.Add }, [.. sent]);

        Assert.All(found, status => Assert.Equal(StatusStep.Exposed, status.Step));
        Assert.Equal(sent.Select(one => one.FtpTransaktionsId).Order(), found.Select(one => one.FtpTransaktionsId).Order());

        // At the start, and after each of the three minutes.
        Assert.Equal(4, rehearsal.Looks);
        Assert.Equal([0, 20, 0, 0], seen.Select(one => one.Delivered));
        Assert.Equal([0, 0, 20, 0], seen.Select(one => one.Accepted));
        Assert.Equal([0, 0, 0, 20], seen.Select(one => one.Done));
        Assert.Equal(SubmissionState.Answered, await rehearsal.StateAsync(session, "file-7.xml"));
    }

    [Theory]
    [InlineData(StatusStep.Delivered, 2)]
    [InlineData(StatusStep.Accepted, 3)]
    public async Task A_wait_for_an_earlier_step_ends_with_it(StatusStep step, int looks)
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync();
        Submission sent = await rehearsal.SendAsync(session, "a.xml");
        Assert.Equal(step, Assert.Single(await rehearsal.WaitAsync(session, new WaitOptions { Step = step }, sent)).Step);
        Assert.Equal(looks, rehearsal.Looks);
    }

    [Fact]
    public async Task Time_that_is_up_gives_a_Pending_object_that_says_how_far_it_came()
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync();
        Submission sent = await rehearsal.SendAsync(session, "a.xml");
        SubmissionStatus pending = Assert.Single(
            await rehearsal.WaitAsync(session, new WaitOptions { Timeout = TimeSpan.FromMinutes(1.5) }, sent));
        Assert.Equal(StatusStep.Pending, pending.Step);
        Assert.Equal(-1, pending.Code);
        Assert.Equal(("a.xml", "Udlaan"), (pending.FtpTransaktionsId, pending.Service));
        Assert.Contains("Delivered", pending.StatusText);
        Assert.Empty(pending.ResponseFileNames);
        Assert.NotEqual(string.Empty, pending.Advice);
    }

    [Fact]
    public async Task Status_0_ends_the_wait_for_its_file_alone()
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync();
        Submission good = await rehearsal.SendAsync(session, "good.xml");
        Submission bad = await rehearsal.SendAsync(session, "bad.xml");
        rehearsal.ExposeStatus("bad.xml", 0);
        IReadOnlyList<SubmissionStatus> found = await rehearsal.WaitAsync(session, new WaitOptions(), good, bad);
        Assert.Equal(["bad.xml: Error", "good.xml: Exposed"], found.Select(one => one.ToString()));
        Assert.Equal("RECORD_LENGTH_INCORRECT", found[0].ErrorCode);
    }

    [Fact]
    public async Task EKapital_Classic_is_done_with_1_2_and_3_and_every_status_3_is_given()
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync();
        Submission sent = await rehearsal.SendAsync(session, "akfa.txt", "AKFA");
        rehearsal.ExposeStatus("akfa.txt", 3, "AKFA", "AKFA_errors.txt");
        Assert.Equal(StatusStep.Pending, Assert.Single(await rehearsal.WaitAsync(session, Once, sent)).Step);

        rehearsal.Clock.Advance(TimeSpan.FromMinutes(1));
        rehearsal.ExposeStatus("akfa.txt", 1, "AKFA");
        rehearsal.ExposeStatus("akfa.txt", 2, "AKFA");
        rehearsal.ExposeStatus("akfa.txt", 3, "AKFA", "AKFA_advice_list.txt");
        IReadOnlyList<SubmissionStatus> found = await rehearsal.WaitAsync(session, Once, sent);
        Assert.Equal(["AKFA_advice_list.txt", "AKFA_errors.txt"], found.Select(one => one.ResponseFileName).Order());
    }

    [Fact]
    public async Task Who_waits_beside_another_reads_in_the_ledger_what_the_other_fetched()
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession first = await rehearsal.ConnectAsync();
        GatewaySession second = await rehearsal.ConnectAsync();
        Submission one = await rehearsal.SendAsync(first, "one.xml");
        Submission two = await rehearsal.SendAsync(second, "two.xml");
        rehearsal.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(StatusStep.Exposed, Assert.Single(await rehearsal.WaitAsync(first, Once, one)).Step);

        int commands = rehearsal.Gateway.Commands.Count;
        Assert.Equal("two.xml: Exposed", Assert.Single(await rehearsal.WaitAsync(second, Once, two)).ToString());
        Assert.Equal(commands, rehearsal.Gateway.Commands.Count);
    }

    [Fact]
    public async Task Looks_are_never_closer_than_the_gateway_asks()
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync();
        Submission sent = await rehearsal.SendAsync(session, "a.xml");
        await rehearsal.WaitAsync(session, new WaitOptions { Poll = TimeSpan.FromSeconds(1) }, sent);
        Assert.Equal(4, rehearsal.Looks);
    }

    [Fact]
    public async Task A_wait_outlives_a_dropped_connection()
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync();
        Submission sent = await rehearsal.SendAsync(session, "a.xml");

        // The root at the login, /out at the first look, and then:
        rehearsal.Gateway.Script.On(GatewayStep.List, nth: 3).Drop();
        Assert.Equal(StatusStep.Exposed, Assert.Single(await rehearsal.WaitAsync(session, new WaitOptions(), sent)).Step);
        Assert.Single(rehearsal.Log.Lines(ProtocolLogKind.Warning));
        Assert.Equal(2, rehearsal.Gateway.ConnectionCount);
    }

    public static TheoryData<FtpsFailure> Failures => [.. Enum.GetValues<FtpsFailure>()];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_wait_outlives_what_the_catalogue_says_passes_by_itself_and_nothing_else(FtpsFailure failure)
    {
        await using var rehearsal = new LedgerRehearsal();
        FailingConnection? connection = null;
        GatewaySession session = await rehearsal.ConnectAsync(engine: options => connection = new FailingConnection(options));
        Submission sent = await rehearsal.SendAsync(session, "a.xml");
        FtpsException e = new(failure, "As the test says.");
        connection!.AtListing = e;
        List<string> looks = [];
        WaitOptions options = new()
        {
            Progress = _ => { looks.Add(failure.ToString()); connection.AtListing = looks.Count == 2 ? null : connection.AtListing; },
        };

        if (SkatErrorInfo.Find(GatewayAdvice.IdOf(GatewayAdvice.OnKnownWay(e)))!.PassesByItself)
        {
            Assert.Equal(StatusStep.Exposed, Assert.Single(await rehearsal.WaitAsync(session, options, sent)).Step);
            Assert.Single(rehearsal.Log.Lines(ProtocolLogKind.Warning));
        }
        else
        {
            await Assert.ThrowsAsync<GatewayException>(() => rehearsal.WaitAsync(session, options, sent));
            Assert.Empty(looks);
        }
    }

    [Theory]
    [InlineData("the port is closed")]
    [InlineData("the name is not known for a while")]
    [InlineData("it ends without a greeting")]
    [InlineData("it ends in the handshake")]
    [InlineData("it ends when the certificate has come")]
    [InlineData("421 Service window")]
    [InlineData("530 Too many sessions")]
    public async Task A_wait_outlives_a_gateway_that_is_away_and_tries_one_login_a_poll(string how)
    {
        await using var rehearsal = new LedgerRehearsal();
        FailingConnection? connection = null;
        GatewaySession session = await rehearsal.ConnectAsync(engine: options => connection = new FailingConnection(options));
        Submission sent = await rehearsal.SendAsync(session, "a.xml");
        connection!.Cut();
        GoAway(rehearsal, connection, how);
        int polls = 0;
        WaitOptions options = new()
        {
            Progress = _ =>
            {
                if (++polls == 3)
                {
                    rehearsal.Gateway.Script.Clear();
                    connection.AtLogin = null;
                }
            },
        };

        Assert.Equal(StatusStep.Exposed, Assert.Single(await rehearsal.WaitAsync(session, options, sent)).Step);
        Assert.Equal(4, polls);
        Assert.InRange(rehearsal.Gateway.ConnectionCount, 2, 5);
        Assert.Single(rehearsal.Log.Lines(ProtocolLogKind.Warning));
    }

    [Fact]
    public async Task A_refused_login_ends_the_wait_and_is_never_tried_again()
    {
        await using var rehearsal = new LedgerRehearsal();
        FailingConnection? connection = null;
        GatewaySession session = await rehearsal.ConnectAsync(engine: options => connection = new FailingConnection(options));
        Submission sent = await rehearsal.SendAsync(session, "a.xml");
        connection!.Cut();
        rehearsal.Gateway.Script.On("PASS").Reply(530, "Too many failed login attempts");
        Assert.Equal(
            "LoginRefused",
            (await Assert.ThrowsAsync<GatewayException>(() => rehearsal.WaitAsync(session, new WaitOptions(), sent))).ErrorId);
        Assert.Equal(
            "LoginRefused",
            (await Assert.ThrowsAsync<GatewayException>(() => rehearsal.WaitAsync(session, new WaitOptions(), sent))).ErrorId);
        Assert.Equal(2, rehearsal.CountOf("PASS"));
    }

    [Fact]
    public async Task Where_no_look_succeeded_the_failure_is_told_and_no_status_is_claimed_to_be_missing()
    {
        await using var rehearsal = new LedgerRehearsal();
        FailingConnection? connection = null;
        GatewaySession session = await rehearsal.ConnectAsync(engine: options => connection = new FailingConnection(options));
        Submission sent = await rehearsal.SendAsync(session, "a.xml");
        connection!.AtListing = new FtpsException(FtpsFailure.ListingIncomplete, "Cut.");
        Assert.Equal(
            "ListingIncomplete", (await Assert.ThrowsAsync<GatewayException>(() => rehearsal.WaitAsync(session, Once, sent))).ErrorId);
        Assert.Equal(
            "ListingIncomplete",
            (await Assert.ThrowsAsync<GatewayException>(
                () => rehearsal.WaitAsync(session, new WaitOptions { Timeout = TimeSpan.FromMinutes(3) }, sent))).ErrorId);
    }

    [Fact]
    public async Task Pending_says_when_the_last_look_failed()
    {
        await using var rehearsal = new LedgerRehearsal();
        FailingConnection? connection = null;
        GatewaySession session = await rehearsal.ConnectAsync(engine: options => connection = new FailingConnection(options));
        Submission sent = await rehearsal.SendAsync(session, "a.xml");
        WaitOptions options = new()
        {
            Timeout = TimeSpan.FromMinutes(2),
            Progress = _ => connection!.AtListing = new FtpsException(FtpsFailure.ListingIncomplete, "It was cut short."),
        };
        SubmissionStatus pending = Assert.Single(await rehearsal.WaitAsync(session, options, sent));
        Assert.Equal(StatusStep.Pending, pending.Step);
        Assert.EndsWith("The last look failed: While listing /out: It was cut short.", pending.StatusText);
    }

    private static void GoAway(LedgerRehearsal rehearsal, FailingConnection connection, string how)
    {
        GatewayScript script = rehearsal.Gateway.Script;
        switch (how)
        {
            case "the port is closed":
                connection.AtLogin = new FtpsException(FtpsFailure.PortClosed, "Closed.");
                break;
            case "the name is not known for a while":
                connection.AtLogin = new FtpsException(FtpsFailure.HostUnknown, "Unknown.");
                break;
            case "it ends without a greeting":
                script.On(GatewayStep.Accept).Drop();
                break;
            case "it ends in the handshake":
                script.On(GatewayStep.ControlHandshake).Drop();
                break;
            case "it ends when the certificate has come":
                script.On(GatewayStep.ControlHandshake).DropAfterClientCertificate();
                break;
            case "421 Service window":
                script.On(GatewayStep.Banner).Reply(421, "Service window");
                break;
            default:
                script.On("PASS").Reply(530, "Too many sessions");
                break;
        }
    }

    [Fact]
    public async Task A_refusal_of_a_reused_name_beside_the_statuses_of_the_original_is_no_failure_of_it()
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync();
        Submission sent = await rehearsal.SendAsync(session, "a.xml");
        GatewaySession careless = await rehearsal.ConnectAsync(recorded: false);
        await rehearsal.SendAsync(careless, "a.xml", content: "another content");

        // Status 0 of the second and status 1 of the first come at once.
        rehearsal.Clock.Advance(TimeSpan.FromMinutes(1));
        SubmissionStatus found = Assert.Single(await rehearsal.WaitAsync(session, new WaitOptions(), sent));
        Assert.Equal(StatusStep.Exposed, found.Step);
        Assert.Contains(await rehearsal.CollectAsync(session), status => status.ErrorCode == "FILENAME_CANNOT_BE_REUSED_FOR_TRANSACTION");
        LedgerSubmission row = (await session.Ledger!.Submissions.FindAsync("a.xml", CancellationToken.None))!;
        Assert.Equal(SubmissionState.Answered, row.State);
        Assert.NotNull(row.ReviewReason);
    }

    [Fact]
    public async Task Where_another_sender_had_the_name_first_the_wait_ends_in_doubt_and_takes_none_of_its_statuses_for_ours()
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession careless = await rehearsal.ConnectAsync(recorded: false);
        await rehearsal.SendAsync(careless, "a.xml", content: "another content");
        rehearsal.Clock.Advance(TimeSpan.FromMinutes(1));
        GatewaySession session = await rehearsal.ConnectAsync();
        Assert.Single(await rehearsal.CollectAsync(session));
        rehearsal.Clock.Advance(TimeSpan.FromSeconds(1));
        Submission sent = await rehearsal.SendAsync(session, "a.xml");

        rehearsal.Clock.Advance(TimeSpan.FromMinutes(3));
        SubmissionStatus found = Assert.Single(await rehearsal.WaitAsync(session, new WaitOptions(), sent));

        Assert.Equal("FILENAME_CANNOT_BE_REUSED_FOR_TRANSACTION", found.ErrorCode);
        Assert.Equal(SubmissionState.InDoubt, await rehearsal.StateAsync(session, "a.xml"));
        Assert.Contains(
            rehearsal.Log.Lines(ProtocolLogKind.Warning),
            line => line.Contains("'a.xml' is in doubt, not failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_ledger_each_status_is_fetched_once()
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync(recorded: false);
        Submission sent = await rehearsal.SendAsync(session, "a.xml");
        Assert.Equal(StatusStep.Exposed, Assert.Single(await rehearsal.WaitAsync(session, new WaitOptions(), sent)).Step);
        Assert.Equal((4, 3), (rehearsal.Looks, rehearsal.CountOf("RETR")));
    }

    [Fact]
    public async Task What_never_was_sent_is_not_waited_for()
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync();
        rehearsal.Gateway.Script.On(GatewayStep.StorBefore150).Reply(451, "Not now");
        await Assert.ThrowsAsync<GatewayException>(() => rehearsal.SendAsync(session, "a.xml"));
        var failed = new List<string>();
        await session.WaitAsync(
            [new AwaitedSubmission("a.xml", null, null)],
            new WaitOptions(),
            _ => Assert.Fail("Nothing can come."),
            (_, e) => failed.Add(e.ErrorId),
            rehearsal.Log,
            CancellationToken.None);
        Assert.Equal(["SubmissionNotSent"], failed);
    }
}
