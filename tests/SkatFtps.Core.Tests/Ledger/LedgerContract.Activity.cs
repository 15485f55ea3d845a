using System;
using System.Collections.Generic;
using System.Data.Common;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using SkatFtps.Ledger;
using Xunit;

namespace SkatFtps.Core.Tests.Ledger;

public abstract partial class LedgerContract
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Out_is_listed_once_a_minute_by_all_processes_together()
    {
        using SubmissionLedger ledger = await OpenAsync();
        using SubmissionLedger other = await OpenAsync(Machine("B"));

        ListingPermit first = await ledger.Activity.TryBeginListingAsync(Minute, false, Stop);
        Assert.True(first.Allowed);
        Assert.Null(first.LastAt);

        ListingPermit second = await other.Activity.TryBeginListingAsync(Minute, false, Stop);
        Assert.False(second.Allowed);
        Assert.NotNull(second.LastAt);
        Assert.Null(second.LastCompletedAt);
        Assert.InRange(second.Wait, TimeSpan.FromTicks(1), Minute);

        await ledger.Activity.RecordListingAsync(first, 12, Stop);
        Assert.NotNull((await other.Activity.TryBeginListingAsync(Minute, false, Stop)).LastCompletedAt);

        Assert.True((await other.Activity.TryBeginListingAsync(Minute, true, Stop)).Allowed);
        Clock.Turn(Minute);
        Assert.True((await ledger.Activity.TryBeginListingAsync(Minute, false, Stop)).Allowed);
        Assert.True((await ledger.Activity.TryBeginListingAsync(TimeSpan.Zero, false, Stop)).Allowed);
    }

    [Fact]
    public async Task A_clock_set_back_by_a_day_does_not_forbid_listing_for_a_day()
    {
        using SubmissionLedger ledger = await OpenAsync();
        await ledger.Activity.TryBeginListingAsync(Minute, false, Stop);
        Clock.Turn(TimeSpan.FromDays(-1));
        Assert.True((await ledger.Activity.TryBeginListingAsync(Minute, false, Stop)).Allowed);
    }

    [Fact]
    public async Task Of_many_waiters_one_gets_leave_to_list()
    {
        var ledgers = new List<SubmissionLedger>();
        for (int i = 0; i < 8; i++)
        {
            ledgers.Add(await OpenAsync());
        }

        ListingPermit[] permits = await Task.WhenAll(
            ledgers.Select(l => Task.Run(() => l.Activity.TryBeginListingAsync(Minute, false, Stop))));
        Assert.Single(permits, permit => permit.Allowed);
        ledgers.ForEach(ledger => ledger.Dispose());
    }

    [Fact]
    public async Task Folders_that_come_and_go_are_told_once()
    {
        using SubmissionLedger ledger = await OpenAsync();
        FolderChanges changes = await ledger.Activity.RememberFoldersAsync(["CRS", "Udlaan"], Stop);
        Assert.True(changes.IsFirst);
        Assert.Empty(changes.Added);

        changes = await ledger.Activity.RememberFoldersAsync(["CRS", "Indlaan"], Stop);
        Assert.False(changes.IsFirst);
        Assert.Equal(["Indlaan"], changes.Added);
        Assert.Equal(["Udlaan"], changes.Vanished);

        changes = await ledger.Activity.RememberFoldersAsync(["CRS", "Indlaan"], Stop);
        Assert.Empty(changes.Added.Concat(changes.Vanished));
        Assert.Equal(["Udlaan"], (await ledger.Activity.RememberFoldersAsync(["CRS", "Indlaan", "Udlaan"], Stop)).Added);
    }

    [Fact]
    public async Task A_response_is_known_by_name_and_size()
    {
        using SubmissionLedger ledger = await OpenAsync();
        await ledger.Responses.RecordAsync("r.txt", "a.xml", 10, "/here/r.txt", Content("r"), Stop);
        await ledger.Responses.RecordAsync("r.txt", "a.xml", 10, "/there/r.txt", Content("r"), Stop);
        await ledger.Responses.RecordAsync("r.txt", "a.xml", 20, "/here/r (2).txt", Content("other"), Stop);

        Assert.Equal([10L, 20L], (await ledger.Responses.FindAsync("r.txt", Stop)).Select(response => response.Size));
        Assert.Empty(await ledger.Responses.FindAsync("s.txt", Stop));

        await ledger.Responses.RecordRemovedAsync("r.txt", Stop);
        IReadOnlyList<LedgerResponse> found = await ledger.Responses.FindAsync("r.txt", Stop);
        Assert.Equal(["/there/r.txt", "/here/r (2).txt"], found.Select(response => response.LocalPath));
        Assert.All(found, response => Assert.NotNull(response.RemovedAt));
    }

    [Fact]
    public async Task A_period_is_exported_as_lines_of_json()
    {
        using SubmissionLedger ledger = await OpenAsync();
        DateTimeOffset from = DateTimeOffset.UtcNow.AddMinutes(-1);
        await SendAsync(ledger, "Årsopgørelse \"1\".xml");
        await ledger.Statuses.RecordAsync(Status("Årsopgørelse \"1\".xml", 3), Stop);
        await ledger.Responses.RecordAsync("r.txt", null, 1, @"C:\svar\r.txt", Content("r"), Stop);
        await ledger.Activity.RecordLoginAsync("Succeeded", Stop);
        await ledger.Activity.RecordListingAsync(await ledger.Activity.TryBeginListingAsync(Minute, false, Stop), 7, Stop);
        Clock.Turn(TimeSpan.FromHours(1));
        await SendAsync(ledger, "later.xml");

        var output = new StringWriter();
        await ledger.Archive.ExportAsync(from, DateTimeOffset.UtcNow.AddMinutes(1), output, Stop);
        List<JsonElement> lines = output.ToString().TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();

        Assert.Equal(
            ["ledger", "submission", "change", "change", "change", "change", "status", "response", "login", "listing"],
            lines.Select(line => line.GetProperty("kind").GetString()));
        Assert.Equal("Årsopgørelse \"1\".xml", lines[1].GetProperty("fileName").GetString());
        Assert.Equal("Answered", lines[1].GetProperty("state").GetString());
        Assert.Equal(@"C:\svar\r.txt", lines[7].GetProperty("localPath").GetString());
        Assert.Equal(7, lines[9].GetProperty("entries").GetInt64());
        Assert.Equal(Account, lines[0].GetProperty("userName").GetString());
    }

    [Fact]
    public async Task Clearing_forgets_xml_and_paths_of_what_is_finished_and_never_a_name_or_a_hash()
    {
        using SubmissionLedger ledger = await OpenAsync();
        await SendAsync(ledger, "done.xml", "content");
        await ledger.Statuses.RecordAsync(Status("done.xml", 3), Stop);
        await SendAsync(ledger, "open.xml");
        await ledger.Statuses.RecordAsync(Status("open.xml", 1), Stop);
        await ledger.Responses.RecordAsync("r.txt", "done.xml", 1, "/svar/r.txt", Content("r"), Stop);
        Clock.Turn(TimeSpan.FromHours(1));
        await SendAsync(ledger, "new.xml");
        await ledger.Statuses.RecordAsync(Status("new.xml", 3), Stop);

        DateTimeOffset before = DateTimeOffset.UtcNow.AddMinutes(30);
        ClearedRows counted = await ledger.Archive.CountClearableAsync(before, Stop);
        ClearedRows cleared = await ledger.Archive.ClearAsync(before, Stop);
        Assert.Equal((1L, 1L), (counted.Statuses, counted.Responses));
        Assert.Equal((1L, 1L), (cleared.Statuses, cleared.Responses));

        Dictionary<string, LedgerStatus> statuses = (await ReadAsync(
            ledger, new StatusFilter())).ToDictionary(status => status.TransactionId);
        Assert.Null(statuses["done.xml"].Xml);
        Assert.NotNull(statuses["open.xml"].Xml);
        Assert.NotNull(statuses["new.xml"].Xml);
        LedgerResponse response = Assert.Single(await ledger.Responses.FindAsync("r.txt", Stop));
        Assert.Equal((1L, null), (response.Size, response.LocalPath));

        Assert.Single(await ledger.Statuses.GetHeldAsync(["status_Udlaan_done.xml_3.xml"], Stop));
        await RefusedAsync("FileNameAlreadySent", () => ReserveAsync(ledger, "done.xml"));
        await RefusedAsync("ContentAlreadySent", () => ReserveAsync(ledger, "other.xml", "content"));
    }

    [Fact]
    public async Task A_connection_that_was_handed_in_is_used_and_left_open()
    {
        (await OpenAsync()).Dispose();
        using DbConnection mine = Database.Connect();
        await mine.OpenAsync();
        using (SubmissionLedger ledger = await SubmissionLedger.OpenAsync(
            LedgerDatabase.FromConnection(mine), Host, Account, LedgerOwner.Current(), null, Stop))
        {
            await SendAsync(ledger, "a.xml");
            await ledger.CloseAsync(Stop);
        }

        Assert.Equal(System.Data.ConnectionState.Open, mine.State);
        using SubmissionLedger other = await OpenAsync();
        await RefusedAsync("FileNameAlreadySent", () => ReserveAsync(other, "a.xml"));
    }

    [Fact]
    public async Task A_cancelled_call_leaves_the_ledger_as_it_was()
    {
        using SubmissionLedger ledger = await OpenAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            ledger.ReserveAsync(Service, "a.xml", Content("a"), 1, false, false, new System.Threading.CancellationToken(true)));
        await SendAsync(ledger, "a.xml");
    }
}
