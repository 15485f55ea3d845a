using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Core.Tests.Support;
using SkatFtps.Ftp;
using SkatFtps.Simulator.Folders;
using SkatFtps.Simulator.Options;
using SkatFtps.Simulator.Scripting;
using Xunit;

namespace SkatFtps.Core.Tests.Rehearsals;

/// <summary>Statuses that were read before: none is deleted that nobody has read.</summary>
public sealed class KnownStatusTests
{
    private const string Name = "status_Udlaan_a.xml_3.xml";
    private const string Classic = "status_AKFA_a.txt_3.xml";

    [Fact]
    public async Task A_status_that_took_the_place_of_a_read_one_is_not_removed_but_new()
    {
        await using LedgerRehearsal rehearsal = Rehearse();
        GatewaySession session = await rehearsal.ConnectAsync();
        Expose(rehearsal, Name, "errors");
        Assert.Single(await rehearsal.CollectAsync(session));
        rehearsal.Clock.Advance(TimeSpan.FromSeconds(5));
        Expose(rehearsal, Name, "advice");
        rehearsal.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Empty(await RemoveAsync(rehearsal, session));
        Assert.Equal(0, rehearsal.CountOf("DELE"));
        Assert.Contains(rehearsal.Log.Lines(ProtocolLogKind.Warning), line => line.Contains("another content", StringComparison.Ordinal));
        Assert.Contains(rehearsal.Log.Lines(ProtocolLogKind.Warning), line => line.Contains("nobody has read", StringComparison.Ordinal));

        rehearsal.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains(
            "advice",
            Assert.Single(await rehearsal.CollectAsync(session, new StatusQuery { NewOnly = true })).ErrorMessage,
            StringComparison.Ordinal);
        Assert.Equal([Name], await RemoveAsync(rehearsal, session));
    }

    [Fact]
    public async Task Without_removal_an_early_status_3_of_a_service_that_answers_again_is_looked_at_once_more()
    {
        await using LedgerRehearsal rehearsal = Rehearse();
        GatewaySession session = await rehearsal.ConnectAsync();
        Expose(rehearsal, Classic, "errors");
        Expose(rehearsal, Name, "errors");
        Expose(rehearsal, "status_AKFA_a.txt_2.xml", "errors");
        Assert.Equal(3, (await rehearsal.CollectAsync(session)).Count);
        rehearsal.Clock.Advance(TimeSpan.FromSeconds(5));
        Expose(rehearsal, Classic, "advice");
        var fresh = new StatusQuery { NewOnly = true, Force = true };
        Assert.Empty(await rehearsal.CollectAsync(session, fresh));

        rehearsal.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Contains("advice", Assert.Single(await rehearsal.CollectAsync(session, fresh)).ErrorMessage, StringComparison.Ordinal);
        rehearsal.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Empty(await rehearsal.CollectAsync(session, fresh));
        Assert.Equal(4, rehearsal.CountOf("RETR"));
    }

    [Fact]
    public async Task What_is_fetched_to_be_compared_and_is_known_is_not_written_out_again()
    {
        await using LedgerRehearsal rehearsal = Rehearse();
        GatewaySession session = await rehearsal.ConnectAsync();
        Expose(rehearsal, Name, "errors");
        Assert.Single(await rehearsal.CollectAsync(session));
        rehearsal.Clock.Advance(TimeSpan.FromMinutes(7));

        // The same content under another time.
        Expose(rehearsal, Name, "errors");
        Assert.Single(await rehearsal.CollectAsync(session));
        Assert.Equal(2, rehearsal.CountOf("RETR"));
        rehearsal.Clock.Advance(TimeSpan.FromMinutes(7));
        Assert.Single(await rehearsal.CollectAsync(session));
        Assert.Equal(2, rehearsal.CountOf("RETR"));
    }

    [Fact]
    public async Task A_status_that_the_ledger_holds_and_nobody_has_had_stays()
    {
        await using LedgerRehearsal rehearsal = Rehearse(options => options.Mlsd = true);
        GatewaySession session = await rehearsal.ConnectAsync();
        Expose(rehearsal, Name, "errors");
        await session.RefreshAsync(
            "a.xml", force: true, (name, e) => throw new InvalidOperationException(name, e), rehearsal.Log, CancellationToken.None);
        Assert.Equal(1, rehearsal.CountOf("RETR"));

        StatusRemover remover = await StatusRemover.LookAsync(session, rehearsal.Log, CancellationToken.None);
        Assert.Empty(remover.Candidates);
        Assert.Equal(1, remover.Unread);

        await rehearsal.CollectAsync(session);
        Assert.Equal([Name], await RemoveAsync(rehearsal, session));
        Assert.Equal(1, rehearsal.CountOf("RETR"));
    }

    [Theory]
    [InlineData(true, false, 0)]
    [InlineData(false, true, 0)]
    [InlineData(false, false, 1)]
    public async Task What_was_read_is_removed_by_its_time_or_once_it_was_compared(bool mlsd, bool mdtm, int fetches)
    {
        await using LedgerRehearsal rehearsal = Rehearse(options =>
        {
            options.Mlsd = mlsd;
            options.SizeAndMdtm = mdtm;
        });
        GatewaySession session = await rehearsal.ConnectAsync();
        Expose(rehearsal, Name, "errors");
        await rehearsal.CollectAsync(session);
        rehearsal.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal([Name], await RemoveAsync(rehearsal, session));
        Assert.Equal((1 + fetches, 1), (rehearsal.CountOf("RETR"), rehearsal.CountOf("DELE")));
    }

    [Fact]
    public async Task A_run_compares_200_statuses_the_newest_first_and_the_rest_stay()
    {
        await using LedgerRehearsal rehearsal = Rehearse();
        GatewaySession session = await rehearsal.ConnectAsync();
        for (int i = 0; i < 202; i++)
        {
            Expose(rehearsal, $"status_Udlaan_{i:000}.xml_1.xml", "errors", rehearsal.Clock.GetUtcNow().AddMinutes(i - 1000));
        }

        Assert.Equal(202, (await rehearsal.CollectAsync(session)).Count);
        rehearsal.Clock.Advance(TimeSpan.FromDays(1));

        StatusRemover remover = await StatusRemover.LookAsync(session, rehearsal.Log, CancellationToken.None);
        Assert.Equal(202, remover.Candidates.Count);
        Assert.Equal("status_Udlaan_201.xml_1.xml", remover.Candidates[0].Name);
        foreach (OutFile file in remover.Candidates)
        {
            await remover.RemoveAsync(file, rehearsal.Log, CancellationToken.None);
        }

        Assert.Equal(200, rehearsal.CountOf("DELE"));
        Assert.StartsWith("2 files", remover.NotCompared, StringComparison.Ordinal);
        Assert.Equal(
            ["status_Udlaan_000.xml_1.xml", "status_Udlaan_001.xml_1.xml"],
            rehearsal.Account.Outbox.List(rehearsal.Clock.GetUtcNow()).Select(file => file.Name));
    }

    [Fact]
    public async Task On_the_day_of_another_zone_statuses_are_known_after_a_sample_and_removed_by_what_was_proved()
    {
        await using LedgerRehearsal rehearsal = Rehearse(options => options.Mlsd = true);
        GatewaySession session = await rehearsal.ConnectAsync();
        DateTimeOffset written = rehearsal.Clock.GetUtcNow().AddHours(-5);
        ExposeMany(rehearsal, written);
        Assert.Equal(20, (await rehearsal.CollectAsync(session)).Count);
        rehearsal.Clock.Advance(TimeSpan.FromHours(12));
        ExposeMany(rehearsal, written.AddHours(1));

        Assert.Equal(20, (await rehearsal.CollectAsync(session)).Count);
        Assert.Equal(23, rehearsal.CountOf("RETR"));
        Assert.Equal(20, (await RemoveAsync(rehearsal, session)).Count);
        Assert.Equal((23, 20), (rehearsal.CountOf("RETR"), rehearsal.CountOf("DELE")));
    }

    [Fact]
    public async Task What_was_fetched_on_that_day_before_the_rest_was_looked_at_disturbs_nothing()
    {
        await using LedgerRehearsal rehearsal = Rehearse();
        GatewaySession session = await rehearsal.ConnectAsync();
        DateTimeOffset written = rehearsal.Clock.GetUtcNow().AddHours(-5);
        ExposeMany(rehearsal, written);
        await rehearsal.CollectAsync(session);
        rehearsal.Clock.Advance(TimeSpan.FromHours(12));
        ExposeMany(rehearsal, written.AddHours(1));
        Expose(rehearsal, Name, "errors");
        await session.RefreshAsync(
            "a.xml", force: true, (name, e) => throw new InvalidOperationException(name, e), rehearsal.Log, CancellationToken.None);
        rehearsal.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(21, (await rehearsal.CollectAsync(session)).Count);
        Assert.Equal(24, rehearsal.CountOf("RETR"));
    }

    [Fact]
    public async Task A_long_removal_looks_again_before_it_goes_on_by_what_a_listing_proved()
    {
        await using LedgerRehearsal rehearsal = Rehearse(options => options.Mlsd = true);
        GatewaySession session = await rehearsal.ConnectAsync();
        Expose(rehearsal, "status_Udlaan_a.xml_1.xml", "errors");
        Expose(rehearsal, Name, "errors");
        await rehearsal.CollectAsync(session);
        rehearsal.Clock.Advance(TimeSpan.FromHours(1));
        StatusRemover remover = await StatusRemover.LookAsync(session, rehearsal.Log, CancellationToken.None);
        Assert.True(await remover.RemoveAsync(remover.Candidates[0], rehearsal.Log, CancellationToken.None));
        rehearsal.Clock.Advance(TimeSpan.FromSeconds(61));
        Expose(rehearsal, Name, "advice");

        Assert.False(await remover.RemoveAsync(remover.Candidates[1], rehearsal.Log, CancellationToken.None));
        Assert.Equal(1, rehearsal.CountOf("DELE"));
    }

    [Fact]
    public async Task A_status_file_that_came_in_another_length_than_listed_is_read_and_stays_for_now()
    {
        await using LedgerRehearsal rehearsal = Rehearse(options => options.Mlsd = true);
        GatewaySession session = await rehearsal.ConnectAsync();
        byte[] content = ContentOf(Name, "errors");
        rehearsal.Account.Outbox.Put(
            new OutboxFile(Name, content.Length + 7, rehearsal.Clock.GetUtcNow(), () => new System.IO.MemoryStream(content)));
        Assert.Single(await rehearsal.CollectAsync(session));

        rehearsal.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(await RemoveAsync(rehearsal, session));
        rehearsal.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([Name], await RemoveAsync(rehearsal, session));
    }

    // The first second of a minute, so that what happens within seconds happens within it.
    private static LedgerRehearsal Rehearse(Action<SimulatorOptions>? change = null)
    {
        var rehearsal = new LedgerRehearsal(change);
        DateTimeOffset now = rehearsal.Clock.GetUtcNow();
        rehearsal.Clock.Advance(TimeSpan.FromTicks(TimeSpan.TicksPerMinute - (now.Ticks % TimeSpan.TicksPerMinute)));
        return rehearsal;
    }

    private static void ExposeMany(LedgerRehearsal rehearsal, DateTimeOffset written)
    {
        for (int i = 0; i < 20; i++)
        {
            Expose(rehearsal, $"status_Udlaan_{i:000}.xml_1.xml", "errors", written.AddMinutes(i));
        }
    }

    private static void Expose(LedgerRehearsal rehearsal, string name, string message, DateTimeOffset? written = null) =>
        rehearsal.Account.Outbox.Put(new OutboxFile(name, ContentOf(name, message), written ?? rehearsal.Clock.GetUtcNow()));

    private static byte[] ContentOf(string name, string message) => Encoding.UTF8.GetBytes(
        $"<status><file><filename>/CVR_1/UI_1/{name.Split('_')[1]}/{name.Split('_')[2]}</filename><FTPTransaktionsId>{name.Split('_')[2]}</FTPTransaktionsId>"
        + $"<status.code>File</status.code><service>{name.Split('_')[1]}</service><error><error.code>E</error.code><error.message>{message}</error.message></error></file></status>");

    private static async Task<IReadOnlyList<string>> RemoveAsync(LedgerRehearsal rehearsal, GatewaySession session)
    {
        StatusRemover remover = await StatusRemover.LookAsync(session, rehearsal.Log, CancellationToken.None);
        var removed = new List<string>();
        foreach (OutFile file in remover.Candidates)
        {
            if (await remover.RemoveAsync(file, rehearsal.Log, CancellationToken.None))
            {
                removed.Add(file.Name);
            }
        }

        return removed;
    }
}
