using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ledger;
using SkatFtps.Text;
using Xunit;

namespace SkatFtps.Core.Tests.Ledger;

/// <summary>What every database must do. Each test has an account of its own.</summary>
public abstract partial class LedgerContract
{
    protected const string Host = "gateway.test";

    private const string Service = "Udlaan";

    protected static CancellationToken Stop => CancellationToken.None;

    protected string Account { get; } = "CVR_12345678_UI_" + Guid.NewGuid();

    protected TestClock Clock { get; } = new();

    protected abstract LedgerDatabase Database { get; }

    /// <summary>A connection of the test's own, open: what another program does to the database.</summary>
    protected abstract Task<DbConnection> ConnectAsync();

    [Fact]
    public async Task A_name_is_refused_while_it_is_held_and_after_it_was_sent()
    {
        using SubmissionLedger ledger = await OpenAsync();
        using SubmissionLedger other = await OpenAsync();

        Reservation held = await ReserveAsync(ledger, "a.xml");
        LedgerException refused = await RefusedAsync("FileNameAlreadySent", () => ReserveAsync(other, "a.xml"));
        Assert.Equal(SubmissionState.Reserved, refused.Earlier!.State);
        Assert.Contains(Environment.MachineName, refused.Message);

        await ledger.BeginSendingAsync(held, Stop);
        await RefusedAsync("FileNameAlreadySent", () => ReserveAsync(other, "a.xml"));

        Assert.Equal(SubmissionState.Sent, await ledger.SentAsync(held, Stop));
        refused = await RefusedAsync("FileNameAlreadySent", () => ReserveAsync(other, "a.xml"));
        Assert.Equal(SubmissionState.Sent, refused.Earlier!.State);
    }

    [Theory]
    [InlineData("Return.XML", "return.xml")]
    [InlineData("Årsopgørelse.xml", "ÅRSOPGØRELSE.XML")]
    [InlineData("\u00c5.xml", "A\u030a.xml")]
    public async Task Names_are_compared_without_case_and_however_they_are_composed(string first, string second)
    {
        using SubmissionLedger ledger = await OpenAsync();
        await SendAsync(ledger, first);
        await RefusedAsync("FileNameAlreadySent", () => ReserveAsync(ledger, second));
    }

    [Fact]
    public async Task A_name_used_for_one_service_is_used_for_all_but_not_for_another_account()
    {
        using SubmissionLedger ledger = await OpenAsync();
        await SendAsync(ledger, "a.xml");
        await RefusedAsync("FileNameAlreadySent", () => ledger.ReserveAsync("Indlaan", "a.xml", Content("other"), 1, false, false, Stop));

        using SubmissionLedger another = await OpenAsync(account: Account + "x");
        await SendAsync(another, "a.xml");
    }

    [Fact]
    public async Task A_withdrawn_name_is_free_again()
    {
        using SubmissionLedger ledger = await OpenAsync();
        Reservation held = await ReserveAsync(ledger, "a.xml");
        await ledger.BeginSendingAsync(held, Stop);
        Assert.Equal(SubmissionState.Withdrawn, await ledger.WithdrawnAsync(held, "550 in place of 150", Stop));

        await SendAsync(ledger, "a.xml");
    }

    [Fact]
    public async Task The_same_content_under_another_name_is_refused_unless_allowed()
    {
        using SubmissionLedger ledger = await OpenAsync();
        await SendAsync(ledger, "a.xml", "content");

        LedgerException refused = await RefusedAsync("ContentAlreadySent", () => ReserveAsync(ledger, "b.xml", "content"));
        Assert.Equal("a.xml", refused.Earlier!.FileName);
        await SendAsync(ledger, "b.xml", "content", allowDuplicate: true);
    }

    [Fact]
    public async Task Nothing_overrides_a_content_in_doubt()
    {
        using SubmissionLedger ledger = await OpenAsync();
        await DoubtAsync(ledger, "a.xml", "content");

        LedgerException refused = await RefusedAsync(
            "ContentAlreadySent", () => ReserveAsync(ledger, "b.xml", "content", allowDuplicate: true));
        Assert.Contains("Resolve-SkatSubmission", refused.Message);
        refused = await RefusedAsync("FileNameAlreadySent", () => ReserveAsync(ledger, "a.xml", "content", allowDuplicate: true));
        Assert.Contains("Resolve-SkatSubmission", refused.Message);
    }

    [Fact]
    public async Task A_failed_content_may_be_sent_again_under_a_new_name()
    {
        using SubmissionLedger ledger = await OpenAsync();
        await SendAsync(ledger, "a.xml", "content");
        await ledger.Statuses.RecordAsync(Status("a.xml", 0, error: "RECORD_LENGTH_INCORRECT"), Stop);

        await RefusedAsync("FileNameAlreadySent", () => ReserveAsync(ledger, "a.xml", "content"));
        await SendAsync(ledger, "b.xml", "content");
    }

    [Fact]
    public async Task Two_reservations_of_one_content_end_with_one_sending()
    {
        using SubmissionLedger ledger = await OpenAsync();
        using SubmissionLedger other = await OpenAsync();
        Reservation first = await ReserveAsync(ledger, "a.xml", "content");
        Reservation second = await ReserveAsync(other, "b.xml", "content");

        await other.BeginSendingAsync(second, Stop);
        await RefusedAsync("ContentAlreadySent", () => ledger.BeginSendingAsync(first, Stop));
        Assert.Equal(SubmissionState.Withdrawn, (await ledger.Submissions.GetHistoryAsync(first.Id, Stop))[^1].To);
    }

    [Fact]
    public async Task A_validated_content_may_be_filed()
    {
        using SubmissionLedger ledger = await OpenAsync();
        await SendAsync(ledger, "val_a.xml", "content", validateOnly: true);
        await SendAsync(ledger, "a.xml", "content");
        await SendAsync(ledger, "val_b.xml", "other", validateOnly: true);
        await RefusedAsync("ContentAlreadySent", () => ReserveAsync(ledger, "val_c.xml", "other", validateOnly: true));
    }

    [Fact]
    public async Task Thirty_two_ledgers_racing_for_one_name_have_one_winner()
    {
        var ledgers = new List<SubmissionLedger>();
        for (int i = 0; i < 32; i++)
        {
            ledgers.Add(await OpenAsync());
        }

        bool[] won = await Task.WhenAll(ledgers.Select(ledger => Task.Run(async () =>
        {
            try
            {
                await ledger.BeginSendingAsync(await ReserveAsync(ledger, "a.xml"), Stop);
                return true;
            }
            catch (LedgerException e) when (e.ErrorId == "FileNameAlreadySent")
            {
                return false;
            }
        })));

        Assert.Single(won, true);
        ledgers.ForEach(ledger => ledger.Dispose());
    }

    [Fact]
    public async Task A_process_that_slept_past_its_lease_finds_its_row_gone()
    {
        using SubmissionLedger sleeper = await OpenAsync(Machine("A"));
        using SubmissionLedger other = await OpenAsync(Machine("B"));
        Reservation held = await ReserveAsync(sleeper, "a.xml");

        Clock.Turn(TimeSpan.FromMinutes(1));
        await RefusedAsync("FileNameAlreadySent", () => ReserveAsync(other, "a.xml"));
        Clock.Turn(TimeSpan.FromMinutes(2));
        await SendAsync(other, "a.xml");

        await RefusedAsync("LedgerOwnershipLost", () => sleeper.BeginSendingAsync(held, Stop));
        Assert.Equal(SubmissionState.Sent, (await other.Submissions.FindAsync("a.xml", Stop))!.State);
    }

    [Fact]
    public async Task A_lease_that_is_renewed_holds()
    {
        using SubmissionLedger sender = await OpenAsync(Machine("A"));
        using SubmissionLedger other = await OpenAsync(Machine("B"));
        Reservation held = await ReserveAsync(sender, "a.xml");
        await sender.BeginSendingAsync(held, Stop);
        for (int minute = 0; minute < 10; minute++)
        {
            Clock.Turn(TimeSpan.FromMinutes(1));
            await sender.RenewAsync(Stop);
        }

        Assert.Equal(SubmissionState.Sending, (await other.Submissions.FindAsync("a.xml", Stop))!.State);
    }

    [Fact]
    public async Task A_sending_of_a_silent_machine_is_in_doubt_until_that_machine_speaks()
    {
        using SubmissionLedger sender = await OpenAsync(Machine("A"));
        using SubmissionLedger other = await OpenAsync(Machine("B"));
        Reservation held = await ReserveAsync(sender, "a.xml");
        await sender.BeginSendingAsync(held, Stop);

        Clock.Turn(TimeSpan.FromMinutes(3));
        Assert.Equal(SubmissionState.InDoubt, (await other.Submissions.FindAsync("a.xml", Stop))!.State);

        Assert.Equal(SubmissionState.Sent, await sender.SentAsync(held, Stop));
        Assert.Equal(SubmissionState.Sent, (await other.Submissions.FindAsync("a.xml", Stop))!.State);
    }

    [Fact]
    public async Task Closing_gives_up_what_is_held_and_disposing_is_seen_at_once()
    {
        using SubmissionLedger watcher = await OpenAsync();

        SubmissionLedger ledger = await OpenAsync();
        await ReserveAsync(ledger, "a.xml");
        await ledger.CloseAsync(Stop);
        await RefusedAfterCloseAsync(ledger);
        Assert.Null(await watcher.Submissions.FindAsync("a.xml", Stop));

        ledger = await OpenAsync();
        await ledger.BeginSendingAsync(await ReserveAsync(ledger, "b.xml"), Stop);
        ledger.Dispose();
        LedgerSubmission found = (await watcher.Submissions.FindAsync("b.xml", Stop))!;
        Assert.Equal(SubmissionState.InDoubt, found.State);
        Assert.Contains("ended while it was sending", found.Reason);
    }

    [Fact]
    public async Task Every_change_is_kept_with_its_process_and_machine()
    {
        using SubmissionLedger ledger = await OpenAsync();
        Reservation held = await ReserveAsync(ledger, "a.xml");
        await ledger.BeginSendingAsync(held, Stop);
        await ledger.InDoubtAsync(held, "the reply was lost", Stop);
        await ledger.Submissions.ResolveAsync(held.Id, arrived: true, "called the contact point", "hanne", false, Stop);

        IReadOnlyList<SubmissionChange> history = await ledger.Submissions.GetHistoryAsync(held.Id, Stop);
        Assert.Equal(
            [SubmissionState.Reserved, SubmissionState.Sending, SubmissionState.InDoubt, SubmissionState.Sent],
            history.Select(change => change.To));
        Assert.All(
            history, change => Assert.Equal((Environment.MachineName, Environment.ProcessId), (change.MachineName, change.ProcessId)));
        Assert.Equal("hanne: called the contact point", history[^1].Reason);
    }

    [Fact]
    public async Task Only_what_is_in_doubt_can_be_resolved()
    {
        using SubmissionLedger ledger = await OpenAsync();
        Reservation sent = await SendAsync(ledger, "a.xml");
        await RefusedAsync("SubmissionNotInDoubt", () => ledger.Submissions.ResolveAsync(sent.Id, true, "r", "w", false, Stop));
        await RefusedAsync("SubmissionNotFound", () => ledger.Submissions.ResolveAsync(sent.Id + 1_000_000, true, "r", "w", false, Stop));

        Reservation doubt = await DoubtAsync(ledger, "b.xml", "b");
        LedgerSubmission resolved = await ledger.Submissions.ResolveAsync(
            doubt.Id, arrived: false, "not in their log", "hanne", false, Stop);
        Assert.Equal(SubmissionState.Withdrawn, resolved.State);
        await SendAsync(ledger, "c.xml", "b");
    }

    [Fact]
    public async Task Submissions_are_found_by_state_service_time_and_name_in_pages()
    {
        using SubmissionLedger ledger = await OpenAsync();
        for (int i = 0; i < 520; i++)
        {
            await ReserveAsync(ledger, $"{i}.xml");
        }

        Clock.Turn(TimeSpan.FromHours(1));
        DateTimeOffset since = DateTimeOffset.UtcNow.AddMinutes(30);
        await DoubtAsync(ledger, "doubt.xml", "d");

        Assert.Equal(521, (await FindAsync(ledger, new SubmissionFilter())).Count);
        Assert.Equal(
            "doubt.xml",
            Assert.Single(
                await FindAsync(ledger, new SubmissionFilter { States = [SubmissionState.InDoubt, SubmissionState.Failed] })).FileName);
        Assert.Equal("doubt.xml", Assert.Single(await FindAsync(ledger, new SubmissionFilter { Since = since })).FileName);
        Assert.Equal(
            "7.xml", Assert.Single(await FindAsync(ledger, new SubmissionFilter { FileName = "7.XML", Service = "udlaan" })).FileName);
        Assert.Empty(await FindAsync(ledger, new SubmissionFilter { FileName = "7.xml", Service = "Indlaan" }));
    }

    protected Task<SubmissionLedger> OpenAsync(LedgerOwner? owner = null, string? account = null, LedgerOptions? options = null)
    {
        options ??= new LedgerOptions();
        options.ClockOffset = () => Clock.Offset;
        return SubmissionLedger.OpenAsync(Database, Host, account ?? Account, owner ?? LedgerOwner.Current(), options, Stop);
    }

    protected static LedgerOwner Machine(string name) => new(name, name, "operator", 4711, "1");

    protected static string Content(string text) => Hex.Sha256(Encoding.UTF8.GetBytes(text)).ToLowerInvariant();

    protected static Task<Reservation> ReserveAsync(
        SubmissionLedger ledger, string name, string? content = null, bool allowDuplicate = false, bool validateOnly = false) =>
        ledger.ReserveAsync(Service, name, Content(content ?? name), 3, allowDuplicate, validateOnly, Stop);

    protected static async Task<Reservation> SendAsync(
        SubmissionLedger ledger, string name, string? content = null, bool allowDuplicate = false, bool validateOnly = false)
    {
        Reservation held = await ReserveAsync(ledger, name, content, allowDuplicate, validateOnly);
        await ledger.BeginSendingAsync(held, Stop);
        await ledger.SentAsync(held, Stop);
        return held;
    }

    protected static async Task<Reservation> DoubtAsync(SubmissionLedger ledger, string name, string content)
    {
        Reservation held = await ReserveAsync(ledger, name, content);
        await ledger.BeginSendingAsync(held, Stop);
        await ledger.InDoubtAsync(held, "the reply was lost", Stop);
        return held;
    }

    protected StatusEntry Status(
        string name, int code, string? error = null, TimeSpan after = default, string service = Service, string? xml = null) =>
        new(
            $"status_{service}_{name}_{code}.xml",
            service,
            name,
            code,
            Encoding.UTF8.GetBytes(xml ?? $"<status>{name}{code}{error}{after}</status>"))
        {
            FileName = name,
            Timestamp = DateTimeOffset.UtcNow + Clock.Offset + TimeSpan.FromSeconds(2) + after,
            ErrorCode = error,
        };

    protected static async Task<LedgerException> RefusedAsync(string errorId, Func<Task> act)
    {
        LedgerException refused = await Assert.ThrowsAsync<LedgerException>(act);
        Assert.Equal(errorId, refused.ErrorId);
        return refused;
    }

    private static async Task<List<LedgerSubmission>> FindAsync(SubmissionLedger ledger, SubmissionFilter filter)
    {
        var found = new List<LedgerSubmission>();
        await ledger.Submissions.ReadAsync(filter, found.Add, Stop);
        return found;
    }

    private static Task<ObjectDisposedException> RefusedAfterCloseAsync(SubmissionLedger ledger) =>
        Assert.ThrowsAsync<ObjectDisposedException>(() => ReserveAsync(ledger, "z.xml"));
}
