using System;
using System.Data.Common;
using System.Threading.Tasks;
using SkatFtps.Ledger;
using SkatFtps.Ledger.Rows;
using Xunit;

namespace SkatFtps.Core.Tests.Ledger;

public abstract partial class LedgerContract
{
    [Fact]
    public async Task A_ledger_that_was_set_back_between_two_sessions_is_refused_until_it_is_accepted()
    {
        using (SubmissionLedger ledger = await OpenAsync())
        {
            await SendAsync(ledger, "a.xml");
            await ledger.CloseAsync(Stop);
        }

        await SetBackAsync("a.xml", 3);

        LedgerException refused = await RefusedAsync("LedgerReplaced", () => OpenAsync());
        Assert.Contains("earlier state", refused.Message);
        Assert.Contains("-AcceptRestoredLedger", refused.RecommendedAction);
        await RefusedAsync("LedgerReplaced", () => OpenAsync());

        using (SubmissionLedger accepted = await OpenAsync(options: new LedgerOptions { AcceptRestored = true }))
        {
            Reservation early = await ReserveAsync(accepted, "b.xml");
            await RefusedAsync("LedgerReplaced", () => accepted.BeginSendingAsync(early, Stop));
            await accepted.WithdrawnAsync(early, "not yet", Stop);

            Assert.Equal(1, await accepted.Submissions.TakeSpentAsync([(Service, "A.xml")], "its status lay in /out", Stop));
            Assert.Equal(0, await accepted.Submissions.TakeSpentAsync([(Service, "a.xml")], "its status lay in /out", Stop));
            await accepted.AcceptAsync(Stop);
            await RefusedAsync("FileNameAlreadySent", () => ReserveAsync(accepted, "a.xml", "another content"));
            await SendAsync(accepted, "b.xml");
        }

        using SubmissionLedger again = await OpenAsync();
        await RefusedAsync("FileNameAlreadySent", () => ReserveAsync(again, "b.xml"));
    }

    [Fact]
    public async Task A_session_over_a_ledger_that_is_set_back_writes_back_what_it_knows_and_sends_nothing()
    {
        using SubmissionLedger ledger = await OpenAsync();
        await SendAsync(ledger, "a.xml");
        await DoubtAsync(ledger, "b.xml", "b");
        Reservation next = await ReserveAsync(ledger, "c.xml");
        await SetBackAsync("a.xml", 6);
        await SetBackAsync("b.xml", 0);

        await RefusedAsync("LedgerReplaced", () => ledger.BeginSendingAsync(next, Stop));
        await RefusedAsync("LedgerReplaced", () => ReserveAsync(ledger, "d.xml"));

        using SubmissionLedger other = await OpenAsync(options: new LedgerOptions { MemoryFolder = null });
        await RefusedAsync("FileNameAlreadySent", () => ReserveAsync(other, "a.xml", "another content"));
        Assert.Equal(SubmissionState.Sent, (await other.Submissions.FindAsync("a.xml", Stop))!.State);
        Assert.Equal(SubmissionState.InDoubt, (await other.Submissions.FindAsync("b.xml", Stop))!.State);
        Assert.Null(await other.Submissions.FindAsync("d.xml", Stop));
    }

    [Fact]
    public async Task Another_ledger_in_its_place_is_never_written_to()
    {
        using SubmissionLedger ledger = await OpenAsync();
        await SendAsync(ledger, "a.xml");
        await using DbConnection other = await ConnectAsync();
        string before = await ScalarAsync(other, "SELECT MAX(ledger) FROM skatftps_ledger");
        await ExecuteAsync(other, "UPDATE skatftps_ledger SET ledger = 'another'");
        try
        {
            await ExecuteAsync(other, $"DELETE FROM skatftps_submission WHERE name_key = 'A.XML' AND account_id = {AccountId}");

            LedgerException refused = await RefusedAsync("LedgerReplaced", () => ReserveAsync(ledger, "b.xml"));
            Assert.Contains("another ledger", refused.Message);
            Assert.Equal("0", await ScalarAsync(other, $"SELECT COUNT(*) FROM skatftps_submission WHERE account_id = {AccountId}"));
            await RefusedAsync("LedgerReplaced", () => OpenAsync());
        }
        finally
        {
            await ExecuteAsync(other, $"UPDATE skatftps_ledger SET ledger = '{before}'");
        }
    }

    [Fact]
    public async Task An_account_that_is_not_there_any_more_is_missed()
    {
        SubmissionLedger ledger = await OpenAsync();
        await SendAsync(ledger, "a.xml");
        await using DbConnection other = await ConnectAsync();
        await ExecuteAsync(other, $"DELETE FROM skatftps_account WHERE user_key = '{NameKey.Of(Account)}'");

        await RefusedAsync("LedgerReplaced", () => ReserveAsync(ledger, "b.xml"));
        ledger.Dispose();
        await RefusedAsync("LedgerReplaced", () => OpenAsync());
    }

    [Fact]
    public async Task Another_machine_that_remembers_nothing_takes_the_ledger_as_it_is()
    {
        using (SubmissionLedger ledger = await OpenAsync())
        {
            await SendAsync(ledger, "a.xml");
        }

        await SetBackAsync("a.xml", 3);
        using SubmissionLedger other = await OpenAsync(
            options: new LedgerOptions { MemoryFolder = System.IO.Path.Combine(
                System.IO.Path.GetTempPath(), "skatftps-" + Guid.NewGuid()) });
        await SendAsync(other, "b.xml");
    }

    [Fact]
    public async Task A_row_that_was_written_to_by_something_else_is_not_believed()
    {
        using SubmissionLedger ledger = await OpenAsync();
        await SendAsync(ledger, "a.xml");
        await using DbConnection other = await ConnectAsync();
        await ExecuteAsync(other, "UPDATE skatftps_submission SET service = 'Indlaan' WHERE name_key = 'A.XML' AND account_id ="
            + $" {AccountId}");

        await RefusedAsync("LedgerUnreadable", () => ReserveAsync(ledger, "a.xml"));
        await RefusedAsync("LedgerUnreadable", () => FindAsync(ledger, new SubmissionFilter()));
    }

    [Theory]
    [InlineData("name_key = 'Z'")]
    [InlineData("name_digest = 1")]
    public async Task A_name_that_one_of_two_indexes_has_is_not_free(string damage)
    {
        using SubmissionLedger ledger = await OpenAsync();
        await SendAsync(ledger, "a.xml");
        await using DbConnection other = await ConnectAsync();
        await ExecuteAsync(other, $"UPDATE skatftps_submission SET {damage} WHERE name_key = 'A.XML' AND account_id = {AccountId}");

        LedgerException refused = await RefusedAsync("LedgerUnreadable", () => ReserveAsync(ledger, "a.xml", "another content"));
        Assert.Contains("index", refused.Message);
    }

    protected string AccountId => $"(SELECT id FROM skatftps_account WHERE user_key = '{NameKey.Of(Account)}')";

    protected static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    protected static async Task<string> ScalarAsync(DbConnection connection, string sql)
    {
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture)!;
    }

    /// <summary>As a backup from before a submission would have it.</summary>
    private async Task SetBackAsync(string name, int writes)
    {
        await using DbConnection other = await ConnectAsync();
        await ExecuteAsync(other, "DELETE FROM skatftps_change WHERE submission_id IN (SELECT id FROM skatftps_submission WHERE"
            + $" name_key = '{NameKey.Of(name)}' AND account_id = {AccountId})");
        await ExecuteAsync(other, $"DELETE FROM skatftps_submission WHERE name_key = '{NameKey.Of(name)}' AND account_id = {AccountId}");
        await ExecuteAsync(other, $"UPDATE skatftps_account SET counter = counter - {writes} WHERE id = {AccountId}");
    }
}
