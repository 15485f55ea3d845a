using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Data.Sqlite;
using SkatFtps.Ledger;
using SkatFtps.Simulator;
using SkatFtps.Simulator.Folders;
using SkatFtps.Simulator.Scripting;
using Xunit;

namespace SkatFtps.Core.Tests.Rehearsals;

public sealed class StatusTests
{
    [Fact]
    public async Task A_look_within_the_minute_is_answered_by_the_sessions_own_listing()
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync();
        await rehearsal.CollectAsync(session);
        await session.LookIntoOutAsync(rehearsal.Log, CancellationToken.None);
        Assert.Equal(1, rehearsal.Looks);
    }

    [Fact]
    public async Task A_session_that_never_looked_waits_for_the_accounts_next_turn()
    {
        await using var rehearsal = new LedgerRehearsal();
        await rehearsal.CollectAsync(await rehearsal.ConnectAsync());
        GatewaySession other = await rehearsal.ConnectAsync();
        DateTimeOffset before = rehearsal.Clock.GetUtcNow();

        await other.LookIntoOutAsync(rehearsal.Log, CancellationToken.None);

        Assert.Equal(2, rehearsal.Looks);
        Assert.True(rehearsal.Clock.GetUtcNow() - before > TimeSpan.FromSeconds(30), "it looked again within the minute");
    }

    [Fact]
    public async Task A_look_that_failed_leaves_the_listing_before_it_to_answer_within_the_minute()
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync();
        rehearsal.ExposeStatus("a.xml", 1);
        await session.LookIntoOutAsync(rehearsal.Log, CancellationToken.None);
        rehearsal.Clock.Advance(TimeSpan.FromMinutes(1));

        // The root at the login, /out at the first look, and then:
        rehearsal.Gateway.Script.On(GatewayStep.List, nth: 3).Reply(451, "Local error");
        await Assert.ThrowsAsync<GatewayException>(() => session.LookIntoOutAsync(rehearsal.Log, CancellationToken.None));
        DateTimeOffset before = rehearsal.Clock.GetUtcNow();

        IReadOnlyList<OutFile> served = await session.LookIntoOutAsync(rehearsal.Log, CancellationToken.None);

        Assert.Equal("status_Udlaan_a.xml_1.xml", Assert.Single(served).Name);
        Assert.NotNull(session.FindListed("status_Udlaan_a.xml_1.xml"));
        Assert.Equal((2, before), (rehearsal.Looks, rehearsal.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task Of_100_000_old_and_10_new_status_files_one_listing_shows_and_10_downloads_bring_the_new()
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync();
        AddOld(rehearsal, 100_000);
        for (int i = 0; i < 10; i++)
        {
            rehearsal.ExposeStatus($"new-{i}.xml", 1);
        }

        IReadOnlyList<SubmissionStatus> found = await rehearsal.CollectAsync(session, new StatusQuery { NewOnly = true });
        Assert.Equal(10, found.Count);
        Assert.Equal((1, 10), (rehearsal.Looks, rehearsal.CountOf("RETR")));
    }

    [Fact]
    public async Task A_second_look_lists_and_fetches_only_what_is_new()
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync();
        rehearsal.ExposeStatus("a.xml", 1);
        Assert.Single(await rehearsal.CollectAsync(session));
        rehearsal.ExposeStatus("b.xml", 1);
        rehearsal.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, (await rehearsal.CollectAsync(session)).Count);
        Assert.Equal((2, 2), (rehearsal.Looks, rehearsal.CountOf("RETR")));
    }

    [Fact]
    public async Task New_gives_each_status_once_whoever_asks()
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession first = await rehearsal.ConnectAsync();
        GatewaySession second = await rehearsal.ConnectAsync();
        rehearsal.ExposeStatus("a.xml", 0);
        var query = new StatusQuery { NewOnly = true, Force = true };
        Assert.Single(await rehearsal.CollectAsync(first, query));
        Assert.Empty(await rehearsal.CollectAsync(second, query));
        Assert.Empty(await rehearsal.CollectAsync(first, query));
    }

    [Fact]
    public async Task Within_the_minute_the_ledger_answers_for_every_session_unless_forced()
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession first = await rehearsal.ConnectAsync();
        GatewaySession second = await rehearsal.ConnectAsync();
        rehearsal.ExposeStatus("a.xml", 1);
        Assert.Single(await rehearsal.CollectAsync(first));
        int commands = rehearsal.Gateway.Commands.Count;

        rehearsal.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Single(await rehearsal.CollectAsync(second));
        Assert.Equal(commands, rehearsal.Gateway.Commands.Count);

        Assert.Single(await rehearsal.CollectAsync(second, new StatusQuery { Force = true }));
        Assert.Equal(2, rehearsal.Looks);
        rehearsal.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Single(await rehearsal.CollectAsync(first));
        Assert.Equal(3, rehearsal.Looks);
    }

    [Fact]
    public async Task Only_status_files_that_the_ledger_holds_are_there_to_be_removed()
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync();
        rehearsal.ExposeStatus("read.xml", 1);
        await rehearsal.CollectAsync(session);
        rehearsal.ExposeStatus("unread.xml", 1);
        rehearsal.Account.Outbox.Put(new OutboxFile("Udlaan_in_read.xml_response.txt", [1], rehearsal.Clock.GetUtcNow()));
        StatusRemover remover = await StatusRemover.LookAsync(session, rehearsal.Log, CancellationToken.None);
        Assert.Equal("status_Udlaan_read.xml_1.xml", Assert.Single(remover.Candidates).Name);
        Assert.Equal(1, remover.Unread);
    }

    [Fact]
    public async Task A_look_with_nothing_new_is_one_listing_and_no_download_whatever_it_is_for()
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync();
        AddOld(rehearsal, 3000);

        Assert.Empty(await rehearsal.CollectAsync(session, new StatusQuery { NewOnly = true }));
        Assert.Equal((1, 0), (rehearsal.Looks, rehearsal.CountOf("RETR")));
        rehearsal.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(3000, (await session.LookIntoOutAsync(rehearsal.Log, CancellationToken.None)).Count(session.IsStatusFile));
        Assert.Equal((2, 0), (rehearsal.Looks, rehearsal.CountOf("RETR")));
        rehearsal.Clock.Advance(TimeSpan.FromMinutes(1));
        await session.WaitAsync(
            [new AwaitedSubmission("later.xml", "Udlaan", null)], new WaitOptions { Timeout = TimeSpan.Zero }, status => Assert.Equal(
                StatusStep.Pending, status.Step),
            (name, e) => throw new InvalidOperationException(name, e), rehearsal.Log, CancellationToken.None);
        Assert.Equal((3, 0), (rehearsal.Looks, rehearsal.CountOf("RETR")));
    }

    [Fact]
    public async Task All_that_the_ledger_holds_of_out_comes_in_the_order_it_was_read_though_it_is_read_part_by_part()
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync();
        AddOld(rehearsal, 1200);

        IReadOnlyList<SubmissionStatus> found = await rehearsal.CollectAsync(session);
        Assert.Equal(Enumerable.Range(0, 1200).Select(i => $"old-{i}.xml"), found.Select(status => status.FtpTransaktionsId));
        Assert.Equal(0, rehearsal.CountOf("RETR"));
    }

    [Fact]
    public async Task Stopped_in_the_middle_what_was_not_written_out_is_still_new()
    {
        await using var rehearsal = new LedgerRehearsal();
        GatewaySession session = await rehearsal.ConnectAsync();
        AddOld(rehearsal, 1200, written: false);
        using var stop = new CancellationTokenSource();
        var first = new List<SubmissionStatus>();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => session.CollectStatusesAsync(
            new StatusQuery { NewOnly = true },
            status =>
            {
                first.Add(status);
                stop.Cancel();
            },
            (name, e) => throw new InvalidOperationException(name, e),
            rehearsal.Log,
            stop.Token));

        IReadOnlyList<SubmissionStatus> rest = await rehearsal.CollectAsync(session, new StatusQuery { NewOnly = true, Force = true });
        Assert.NotEmpty(rest);
        Assert.Equal(Enumerable.Range(0, 1200).Select(i => $"old-{i}.xml"), first.Concat(rest).Select(status => status.FtpTransaktionsId));
    }

    // As an account that has filed for a month left them; one transaction, since each flush takes its time.
    private static void AddOld(LedgerRehearsal rehearsal, int count, bool written = true)
    {
        long now = rehearsal.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        long minute = now - (now % 60_000);
        using SqliteConnection connection = rehearsal.File.Connect();
        using SqliteTransaction transaction = connection.BeginTransaction();
        using SqliteCommand insert = connection.CreateCommand();
        insert.CommandText =
            "INSERT INTO skatftps_status (account_id, name, sha256, size, service, transaction_id, transaction_key, code, xml, read_at,"
                + " written_at) "
            + "VALUES (1, @name, 'x', @size, 'Udlaan', @id, @id, 1, @xml, @now, @written); "
            + "INSERT INTO skatftps_sighting (account_id, name, sha256, length, form, size, modified, first_shown_at, fetched_at) "
            + "VALUES (1, @name, 'x', @size, 1, @size, @minute, @now, @now)";
        insert.Parameters.AddWithValue("@minute", minute);
        insert.Parameters.AddWithValue("@now", now);
        insert.Parameters.AddWithValue("@written", written ? now : DBNull.Value);
        SqliteParameter size = insert.Parameters.Add("@size", SqliteType.Integer);
        SqliteParameter content = insert.Parameters.Add("@xml", SqliteType.Blob);
        SqliteParameter name = insert.Parameters.Add("@name", SqliteType.Text);
        SqliteParameter id = insert.Parameters.Add("@id", SqliteType.Text);
        for (int i = 0; i < count; i++)
        {
            byte[] xml = Encoding.UTF8.GetBytes(
                $"<status><file><FTPTransaktionsId>old-{i}.xml</FTPTransaktionsId><service>Udlaan</service></file></status>");
            (content.Value, size.Value) = (xml, xml.Length);
            id.Value = $"OLD-{i}.XML";
            name.Value = $"status_Udlaan_old-{i}.xml_1.xml";
            insert.ExecuteNonQuery();
            rehearsal.Account.Outbox.Put(new OutboxFile((string)name.Value, xml, rehearsal.Clock.GetUtcNow()));
        }

        transaction.Commit();
    }
}
