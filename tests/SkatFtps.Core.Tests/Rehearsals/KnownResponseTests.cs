using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Core.Tests.Support;
using SkatFtps.Ftp;
using SkatFtps.Ledger;
using SkatFtps.Receiving;
using SkatFtps.Simulator.Folders;
using SkatFtps.Simulator.Options;
using SkatFtps.Simulator.Scripting;
using Xunit;

namespace SkatFtps.Core.Tests.Rehearsals;

/// <summary>Responses that were received before: known means proved, and nothing is deleted that is not.</summary>
public sealed class KnownResponseTests : IDisposable
{
    private const string Name = "Udlaan_in_a.xml_response.txt";
    private const string Classic = "AKFA_in_a.txt_response.txt";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Another_answer_of_the_same_name_size_and_minute_is_not_deleted_unread()
    {
        await using LedgerRehearsal rehearsal = Rehearse();
        GatewaySession session = await rehearsal.ConnectAsync();
        Expose(rehearsal, Name, "REJECTED");
        Assert.True((await ReceiveAsync(rehearsal, session, remove: true)).Single().Removed);
        rehearsal.Clock.Advance(TimeSpan.FromSeconds(5));
        Expose(rehearsal, Name, "ACCEPTED");

        ReceivedResponse second = (await ReceiveAsync(rehearsal, session, remove: true)).Single();

        Assert.True(second.Removed);
        Assert.Equal("ACCEPTED", File.ReadAllText(second.Response!.FullName));
        Assert.Equal(["ACCEPTED", "REJECTED"], Contents());
        Assert.Contains(rehearsal.Log.Lines(ProtocolLogKind.Warning), line => line.Contains("another content", StringComparison.Ordinal)

            && line.Contains(Path.Combine(_folder.Path, Name), StringComparison.Ordinal)
            && line.Contains(second.Response.FullName, StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_took_the_place_of_a_known_one_within_the_minute_is_found_before_anything_is_deleted()
    {
        await using LedgerRehearsal rehearsal = Rehearse();
        GatewaySession session = await rehearsal.ConnectAsync();
        Expose(rehearsal, Name, "REJECTED");
        await ReceiveAsync(rehearsal, session, remove: false);
        rehearsal.Clock.Advance(TimeSpan.FromSeconds(5));
        Expose(rehearsal, Name, "ACCEPTED");
        rehearsal.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Null((await ReceiveAsync(rehearsal, session, remove: false)).Single().Response);
        Assert.Equal("ACCEPTED", File.ReadAllText((await ReceiveAsync(rehearsal, session, remove: true)).Single().Response!.FullName));
        Assert.Equal((2, 1), (rehearsal.CountOf("RETR"), rehearsal.CountOf("DELE")));
        Assert.Equal(["ACCEPTED", "REJECTED"], Contents());
    }

    [Fact]
    public async Task A_known_one_whose_time_is_to_the_minute_is_fetched_once_more_before_it_is_deleted_and_thrown_away()
    {
        await using LedgerRehearsal rehearsal = Rehearse();
        GatewaySession session = await rehearsal.ConnectAsync();
        Expose(rehearsal, Name, "answer");
        await ReceiveAsync(rehearsal, session, remove: false);
        rehearsal.Clock.Advance(TimeSpan.FromHours(1));

        ReceivedResponse again = (await ReceiveAsync(rehearsal, session, remove: true)).Single();

        Assert.Equal((null, true), (again.Response, again.Removed));
        Assert.Equal((2, 1), (rehearsal.CountOf("RETR"), rehearsal.CountOf("DELE")));
        Assert.Equal([Name], _folder.Names());
        Assert.Equal(
            ["RETR", "DELE"],
            rehearsal.Gateway.Commands.Select(command => command.Verb).Where(verb => verb is "RETR" or "DELE" or "LIST").TakeLast(2));
    }

    [Fact]
    public async Task One_that_was_fetched_two_minutes_after_it_was_first_shown_is_deleted_without_a_fetch()
    {
        await using LedgerRehearsal rehearsal = Rehearse();
        GatewaySession session = await rehearsal.ConnectAsync();
        Expose(rehearsal, Name, "answer");
        await session.LookIntoOutAsync(rehearsal.Log, CancellationToken.None);
        rehearsal.Clock.Advance(TimeSpan.FromMinutes(2));
        await ReceiveListedAsync(rehearsal, session, remove: false);

        Assert.True((await ReceiveAsync(rehearsal, session, remove: true)).Single().Removed);
        Assert.Equal((1, 1), (rehearsal.CountOf("RETR"), rehearsal.CountOf("DELE")));
    }

    [Fact]
    public async Task A_time_to_the_second_is_proof_and_another_second_is_another_file()
    {
        await using LedgerRehearsal rehearsal = Rehearse(options => options.Mlsd = true);
        await ExchangeAfterASecondAsync(rehearsal);
    }

    [Fact]
    public async Task Where_listings_are_coarse_and_MDTM_is_offered_it_is_asked_and_proves()
    {
        await using LedgerRehearsal rehearsal = Rehearse(options => options.SizeAndMdtm = true);
        await ExchangeAfterASecondAsync(rehearsal);
        Assert.Equal(
            "MDTM",
            rehearsal.Gateway.Commands.TakeWhile(command => command.Verb != "RETR").Last(
                command => command.Verb is not ("EPSV" or "PASV" or "TYPE")).Verb);
    }

    [Fact]
    public async Task Without_removal_equal_name_size_and_time_is_enough_however_often_it_is_looked()
    {
        await using LedgerRehearsal rehearsal = Rehearse();
        GatewaySession session = await rehearsal.ConnectAsync();
        Expose(rehearsal, Name, "answer");
        for (int day = 0; day < 5; day++)
        {
            await ReceiveAsync(rehearsal, session, remove: false);
            rehearsal.Clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(1, rehearsal.CountOf("RETR"));
    }

    [Fact]
    public async Task Where_a_service_answers_more_than_once_an_early_fetch_is_repeated_later_and_once()
    {
        await using LedgerRehearsal rehearsal = Rehearse();
        GatewaySession session = await rehearsal.ConnectAsync();
        Expose(rehearsal, Classic, "ERRORS");
        await ReceiveAsync(rehearsal, session, remove: false);
        rehearsal.Clock.Advance(TimeSpan.FromSeconds(5));
        Expose(rehearsal, Classic, "ADVICE");
        rehearsal.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null((await ReceiveAsync(rehearsal, session, remove: false)).Single().Response);

        rehearsal.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("ADVICE", File.ReadAllText((await ReceiveAsync(rehearsal, session, remove: false)).Single().Response!.FullName));

        rehearsal.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Null((await ReceiveAsync(rehearsal, session, remove: false)).Single().Response);
        Assert.Equal(2, rehearsal.CountOf("RETR"));
    }

    [Fact]
    public async Task Of_what_only_its_content_can_tell_a_run_compares_200_the_newest_first_and_says_what_is_left()
    {
        await using LedgerRehearsal rehearsal = Rehearse();
        GatewaySession session = await rehearsal.ConnectAsync();
        for (int i = 0; i < 203; i++)
        {
            await session.Ledger!.Responses.RecordAsync(
                NameOf(i), null, 8, Path.Combine(_folder.Path, NameOf(i)), HashOf("answer-" + i % 10), CancellationToken.None);
            Expose(rehearsal, NameOf(i), "answer-" + i % 10, rehearsal.Clock.GetUtcNow().AddMinutes(i - 1000));
        }

        (_, ResponseReceiver receiver) = await RunAsync(rehearsal, session, remove: false);

        Assert.Equal(200, rehearsal.CountOf("RETR"));
        Assert.StartsWith("3 files", receiver.NotCompared, StringComparison.Ordinal);
        Assert.DoesNotContain(
            rehearsal.Gateway.Commands,
            command => command.Verb == "RETR" && (command.Line.EndsWith(
                NameOf(0), StringComparison.Ordinal) || command.Line.EndsWith(NameOf(2), StringComparison.Ordinal)));
        Assert.Empty(_folder.Names());

        // The next run has the rest, and the one after it nothing.
        await ReceiveAsync(rehearsal, session, remove: false);
        Assert.Equal(203, rehearsal.CountOf("RETR"));
        (_, receiver) = await RunAsync(rehearsal, session, remove: false);
        Assert.Equal((203, null), (rehearsal.CountOf("RETR"), receiver.NotCompared));
    }

    [Fact]
    public async Task A_removal_compares_the_newest_200_that_still_lie_here()
    {
        await using LedgerRehearsal rehearsal = Rehearse();
        GatewaySession session = await rehearsal.ConnectAsync();
        for (int i = 0; i < 205; i++)
        {
            Expose(rehearsal, NameOf(i), "answer", rehearsal.Clock.GetUtcNow().AddMinutes(i - 1000));
        }

        await ReceiveAsync(rehearsal, session, remove: false);
        _folder.File(NameOf(204)).Delete();
        _folder.File(NameOf(203)).Delete();
        rehearsal.Clock.Advance(TimeSpan.FromDays(1));

        (IReadOnlyList<ReceivedResponse> results, ResponseReceiver receiver) = await RunAsync(rehearsal, session, remove: true);

        Assert.Equal(200, results.Count(one => one.Removed));
        Assert.StartsWith("3 files", receiver.NotCompared, StringComparison.Ordinal);
        string[] left = [
            .. rehearsal.Account.Outbox.List(rehearsal.Clock.GetUtcNow()).Select(file => file.Name).Order(StringComparer.Ordinal)];
        Assert.Equal([NameOf(0), NameOf(1), NameOf(2), NameOf(203), NameOf(204)], left);
    }

    [Fact]
    public async Task A_server_that_shows_another_zone_from_one_day_to_the_next_has_nothing_new()
    {
        await using LedgerRehearsal rehearsal = Rehearse();
        GatewaySession session = await rehearsal.ConnectAsync();
        DateTimeOffset written = rehearsal.Clock.GetUtcNow().AddHours(-5);
        ExposeMany(rehearsal, written);
        Assert.Equal(20, (await ReceiveAsync(rehearsal, session, remove: false)).Count(one => one.Response is not null));
        rehearsal.Clock.Advance(TimeSpan.FromHours(6));
        ExposeMany(rehearsal, written.AddHours(1));

        Assert.DoesNotContain(await ReceiveAsync(rehearsal, session, remove: false), one => one.Response is not null);
        Assert.Equal(23, rehearsal.CountOf("RETR"));
        rehearsal.Clock.Advance(TimeSpan.FromHours(6));
        await ReceiveAsync(rehearsal, session, remove: false);
        Assert.Equal(23, rehearsal.CountOf("RETR"));
        Assert.Equal(20, _folder.Names().Length);
    }

    [Fact]
    public async Task Files_that_were_all_written_anew_an_hour_later_are_not_taken_for_the_zone()
    {
        await using LedgerRehearsal rehearsal = Rehearse();
        GatewaySession session = await rehearsal.ConnectAsync();
        DateTimeOffset written = rehearsal.Clock.GetUtcNow().AddHours(-5);
        ExposeMany(rehearsal, written);
        await ReceiveAsync(rehearsal, session, remove: false);
        rehearsal.Clock.Advance(TimeSpan.FromHours(6));
        ExposeMany(rehearsal, written.AddHours(1), "the second");

        IReadOnlyList<ReceivedResponse> second = await ReceiveAsync(rehearsal, session, remove: true);

        Assert.Equal(20, second.Count(one => one.Response is not null && one.Removed));
        Assert.Equal(40, _folder.Names().Length);
    }

    [Fact]
    public async Task A_download_of_another_length_than_listed_is_kept_and_stays_until_it_is_found_unchanged()
    {
        await using LedgerRehearsal rehearsal = Rehearse(options => options.Mlsd = true);
        GatewaySession session = await rehearsal.ConnectAsync();
        rehearsal.Account.Outbox.Put(new OutboxFile(Name, 100, rehearsal.Clock.GetUtcNow(), () => new MemoryStream("half"u8.ToArray())));

        ReceivedResponse first = (await ReceiveAsync(rehearsal, session, remove: true)).Single();
        Assert.Equal((4L, false, "half"), (first.Response!.Length, first.Removed, File.ReadAllText(first.Response.FullName)));
        Assert.Contains(
            rehearsal.Log.Lines(ProtocolLogKind.Warning),
            line => line.Contains("another length", StringComparison.Ordinal) && line.Contains("100", StringComparison.Ordinal));

        // It goes on being written; what it has become lies beside the first.
        rehearsal.Clock.Advance(TimeSpan.FromMinutes(1));
        rehearsal.Account.Outbox.Put(
            new OutboxFile(Name, 100, rehearsal.Clock.GetUtcNow(), () => new MemoryStream("half, and more"u8.ToArray())));
        ReceivedResponse second = (await ReceiveAsync(rehearsal, session, remove: true)).Single();
        Assert.Equal((14L, false), (second.Response!.Length, second.Removed));

        // Two listings two minutes apart show the same, and the fetch between them was this one.
        rehearsal.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False((await ReceiveAsync(rehearsal, session, remove: true)).Single().Removed);
        rehearsal.Clock.Advance(TimeSpan.FromMinutes(1));
        ReceivedResponse last = (await ReceiveAsync(rehearsal, session, remove: true)).Single();
        Assert.Equal((null, true), (last.Response, last.Removed));
        Assert.Equal(1, rehearsal.CountOf("DELE"));
        Assert.Equal(["half", "half, and more"], Contents());
    }

    [Fact]
    public async Task DELE_follows_the_fetch_at_once_or_the_folder_is_listed_again_first()
    {
        await using LedgerRehearsal rehearsal = Rehearse();
        GatewaySession session = await rehearsal.ConnectAsync();
        Expose(rehearsal, Name, "REJECTED");
        bool replaced = false;
        rehearsal.Gateway.Script.OnStep = (step, _) =>
        {
            if (step.Step == GatewayStep.RetrAfterLastByte && !replaced)
            {
                replaced = true;
                rehearsal.Clock.Advance(TimeSpan.FromMinutes(1));
                Expose(rehearsal, Name, "ACCEPTED");
            }

            return Task.CompletedTask;
        };

        ReceivedResponse first = (await ReceiveAsync(rehearsal, session, remove: true)).Single();

        Assert.Equal((false, 2, 0), (first.Removed, rehearsal.Looks, rehearsal.CountOf("DELE")));
        Assert.Contains(
            rehearsal.Log.Lines(ProtocolLogKind.Warning),
            line => line.Contains("not in /out any more as it was listed", StringComparison.Ordinal));
        rehearsal.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await ReceiveAsync(rehearsal, session, remove: true)).Single().Removed);
        Assert.Equal(["ACCEPTED", "REJECTED"], Contents());
    }

    [Fact]
    public async Task What_a_listing_proved_is_deleted_by_one_that_is_recent()
    {
        await using LedgerRehearsal rehearsal = Rehearse(options => options.Mlsd = true);
        GatewaySession session = await rehearsal.ConnectAsync();
        Expose(rehearsal, Name, "REJECTED");
        await ReceiveAsync(rehearsal, session, remove: false);
        rehearsal.Clock.Advance(TimeSpan.FromMinutes(2));
        OutFile listed = (await session.LookIntoOutAsync(rehearsal.Log, CancellationToken.None)).Single();
        rehearsal.Clock.Advance(TimeSpan.FromMinutes(2));
        Expose(rehearsal, Name, "ACCEPTED");

        ReceivedResponse result = await new ResponseReceiver(_folder.Info).ReceiveAsync(
            session, listed, null, remove: true, null, rehearsal.Log, CancellationToken.None);

        Assert.Equal((false, 0), (result.Removed, rehearsal.CountOf("DELE")));
    }

    [Fact]
    public async Task A_refused_deletion_leaves_known_what_was_known()
    {
        await using LedgerRehearsal rehearsal = Rehearse();
        GatewaySession session = await rehearsal.ConnectAsync();
        Expose(rehearsal, Name, "answer");
        rehearsal.Gateway.Script.On(GatewayStep.Dele).Reply(550, "Permission denied");
        Assert.Equal("DeleteRefused", (await ReceiveAsync(rehearsal, session, remove: true)).Single().NotRemoved!.ErrorId);

        rehearsal.Clock.Advance(TimeSpan.FromHours(1));
        await ReceiveAsync(rehearsal, session, remove: false);
        Assert.Equal(1, rehearsal.CountOf("RETR"));
    }

    [Fact]
    public async Task What_was_received_and_is_not_in_out_any_more_is_told_of()
    {
        await using LedgerRehearsal rehearsal = Rehearse();
        GatewaySession session = await rehearsal.ConnectAsync();
        Expose(rehearsal, Name, "answer");
        Assert.Null(await ResponseReceiver.TellOfReceivedAsync(session, Name, CancellationToken.None));
        await ReceiveAsync(rehearsal, session, remove: true);

        string told = (await ResponseReceiver.TellOfReceivedAsync(session, Name, CancellationToken.None))!;
        Assert.Contains("removed from /out", told, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(_folder.Path, Name), told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_no_longer_lies_here_is_neither_fetched_nor_removed()
    {
        await using LedgerRehearsal rehearsal = Rehearse();
        GatewaySession session = await rehearsal.ConnectAsync();
        Expose(rehearsal, Name, "answer");
        await ReceiveAsync(rehearsal, session, remove: false);
        File.WriteAllText(_folder.File(Name).FullName, "edited");
        rehearsal.Clock.Advance(TimeSpan.FromHours(1));

        ReceivedResponse again = (await ReceiveAsync(rehearsal, session, remove: true)).Single();

        Assert.Equal((null, false, 1, 0), (again.Response, again.Removed, rehearsal.CountOf("RETR"), rehearsal.CountOf("DELE")));
        Assert.Contains(
            rehearsal.Log.Lines(ProtocolLogKind.Note), line => line.Contains("-Force fetches it again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_ledger_each_run_fetches_all_and_removes_only_what_it_fetched()
    {
        await using LedgerRehearsal rehearsal = Rehearse();
        GatewaySession session = await rehearsal.ConnectAsync(recorded: false);
        Expose(rehearsal, Name, "answer");
        await ReceiveAsync(rehearsal, session, remove: false);
        Assert.True((await ReceiveAsync(rehearsal, session, remove: true)).Single().Removed);
        Assert.Equal(2, rehearsal.CountOf("RETR"));
    }

    public void Dispose() => _folder.Dispose();

    // One of two that were received is exchanged a second later for another of the same length: it alone is fetched, and both are deleted.
    private async Task ExchangeAfterASecondAsync(LedgerRehearsal rehearsal)
    {
        GatewaySession session = await rehearsal.ConnectAsync();
        Expose(rehearsal, Name, "REJECTED");
        Expose(rehearsal, "Udlaan_in_b.xml_response.txt", "answer");
        await ReceiveAsync(rehearsal, session, remove: false);
        rehearsal.Clock.Advance(TimeSpan.FromSeconds(1));
        Expose(rehearsal, Name, "ACCEPTED");
        rehearsal.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal([true, true], (await ReceiveAsync(rehearsal, session, remove: true)).Select(one => one.Removed));
        Assert.Equal((3, 2), (rehearsal.CountOf("RETR"), rehearsal.CountOf("DELE")));
        Assert.Equal(["ACCEPTED", "REJECTED", "answer"], Contents());
    }

    // The first second of a minute, so that what happens within seconds happens within it.
    private static LedgerRehearsal Rehearse(Action<SimulatorOptions>? change = null)
    {
        var rehearsal = new LedgerRehearsal(change);
        DateTimeOffset now = rehearsal.Clock.GetUtcNow();
        rehearsal.Clock.Advance(TimeSpan.FromTicks(TimeSpan.TicksPerMinute - (now.Ticks % TimeSpan.TicksPerMinute)));
        return rehearsal;
    }

    private static void Expose(LedgerRehearsal rehearsal, string name, string content, DateTimeOffset? written = null) =>
        rehearsal.Account.Outbox.Put(new OutboxFile(name, Encoding.UTF8.GetBytes(content), written ?? rehearsal.Clock.GetUtcNow()));

    private static void ExposeMany(LedgerRehearsal rehearsal, DateTimeOffset written, string content = "the first_")
    {
        for (int i = 0; i < 20; i++)
        {
            Expose(rehearsal, NameOf(i), content, written.AddMinutes(i));
        }
    }

    private static string NameOf(int number) => $"Udlaan_in_{number:000}.xml_response.txt";

    private static string HashOf(string content) =>
        Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    // As Receive-SkatResponse does it: a look, and then all that it shows.
    private async Task<IReadOnlyList<ReceivedResponse>> ReceiveAsync(LedgerRehearsal rehearsal, GatewaySession session, bool remove) =>
        (await RunAsync(rehearsal, session, remove)).Results;

    private async Task<(IReadOnlyList<ReceivedResponse> Results, ResponseReceiver Receiver)> RunAsync(
        LedgerRehearsal rehearsal, GatewaySession session, bool remove)
    {
        await session.ListOutAsync(rehearsal.Log, CancellationToken.None);
        return await ReceiveListedAsync(rehearsal, session, remove);
    }

    private async Task<(IReadOnlyList<ReceivedResponse> Results, ResponseReceiver Receiver)> ReceiveListedAsync(
        LedgerRehearsal rehearsal, GatewaySession session, bool remove)
    {
        var receiver = new ResponseReceiver(_folder.Info);
        await receiver.SurveyAsync(session, all: true, remove, rehearsal.Log, CancellationToken.None);
        var results = new List<ReceivedResponse>();
        foreach (OutFile file in session.LastListing)
        {
            results.Add(await receiver.ReceiveAsync(session, file, null, remove, null, rehearsal.Log, CancellationToken.None));
        }

        return (results, receiver);
    }

    private string[] Contents() =>
        [.. _folder.Names().Select(name => File.ReadAllText(_folder.File(name).FullName)).Order(StringComparer.Ordinal)];
}
