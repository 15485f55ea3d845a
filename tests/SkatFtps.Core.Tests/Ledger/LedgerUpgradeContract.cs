using System;
using System.Data.Common;
using System.Threading.Tasks;
using SkatFtps.Ledger;
using Xunit;

namespace SkatFtps.Core.Tests.Ledger;

/// <summary>From every older version, on every database. Each test has a database of its own.</summary>
public abstract class LedgerUpgradeContract : IDisposable
{
    private const string Host = "gateway.test";
    private const string User = "CVR_12345678_UI_x";

    protected LedgerOwner Self { get; } = LedgerOwner.Current();

    protected abstract LedgerDatabase Database { get; }

    /// <summary>A file of one user's upgrades by itself.</summary>
    protected abstract bool IsFile { get; }

    protected abstract Task<DbConnection> ConnectAsync();

    public virtual void Dispose() => GC.SuppressFinalize(this);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task What_was_sent_before_is_known_afterwards(int version)
    {
        await MakeAsync(version);
        using SubmissionLedger ledger = await OpenAsync(upgrade: !IsFile);

        Assert.Equal("FileNameAlreadySent", (await RefusedAsync(ledger, "sent.xml", "other")).ErrorId);
        Assert.Equal("ContentAlreadySent", (await RefusedAsync(ledger, "new.xml", "aa")).ErrorId);
        Assert.Equal("FileNameAlreadySent", (await RefusedAsync(ledger, "ÅRSOPGØRELSE.xml", "other")).ErrorId);
        Assert.Equal("the reply was lost", (await ledger.Submissions.FindAsync("doubt.xml", default))!.Reason);
        Assert.Equal("FileNameAlreadySent", (await RefusedAsync(ledger, "held.xml", "other")).ErrorId);
        Assert.Equal(SubmissionState.InDoubt, (await ledger.Submissions.FindAsync("held.xml", default))!.State);

        Reservation held = (await ledger.TryReserveAsync("Udlaan", "withdrawn.xml", ContentMark.OfWhole(3, "cc"), false, false, default))!;
        await ledger.BeginSendingAsync(held, default);
        Assert.Equal(SubmissionState.Sent, await ledger.SentAsync(held, default));
        ledger.Dispose();

        using SubmissionLedger again = await OpenAsync();
        Assert.Empty(again.Warnings);
        Assert.Equal("FileNameAlreadySent", (await RefusedAsync(again, "withdrawn.xml", "other")).ErrorId);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_ledger_that_others_use_is_upgraded_only_when_asked(int version)
    {
        await MakeAsync(version, login: ("ANOTHER", TimeSpan.FromDays(29)));
        LedgerException refused = await Assert.ThrowsAsync<LedgerException>(() => OpenAsync());
        Assert.Equal("LedgerUpgradeNeeded", refused.ErrorId);
        Assert.Contains("-UpgradeLedger", refused.RecommendedAction);
        Assert.Equal(version, await VersionAsync());

        using SubmissionLedger ledger = await OpenAsync(upgrade: true);
        Assert.Equal(3, await VersionAsync());
        Assert.Equal("FileNameAlreadySent", (await RefusedAsync(ledger, "sent.xml", "other")).ErrorId);
    }

    [Fact]
    public async Task While_an_older_process_is_sending_with_it_nothing_is_upgraded()
    {
        await MakeAsync(2, sender: Environment.ProcessId);
        LedgerException refused = await Assert.ThrowsAsync<LedgerException>(() => OpenAsync(upgrade: true));
        Assert.Equal("LedgerUpgradeNeeded", refused.ErrorId);
        Assert.Contains("is sending with it", refused.Message);
        Assert.Equal(2, await VersionAsync());
    }

    [Fact]
    public async Task An_older_process_that_has_it_open_can_write_no_submission_any_more()
    {
        await MakeAsync(2);
        await using DbConnection old = await ConnectAsync();
        (await OpenAsync(upgrade: true)).Dispose();
        await using DbCommand write = old.CreateCommand();
        write.CommandText = "UPDATE skatftps_submission SET state = 'Sent' WHERE token = 'x'";
        await Assert.ThrowsAnyAsync<DbException>(() => write.ExecuteNonQueryAsync());
    }

    protected async Task MakeAsync(int version, (string Machine, TimeSpan Ago)? login = null, int? sender = null)
    {
        await using OlderLedger old = await OlderLedger.MakeAsync(await ConnectAsync(), Database.Dialect, version);
        long account = await old.AddAccountAsync(Host, User);
        await old.AddSubmissionAsync(account, "sent.xml", SubmissionState.Sent, "aa", 3);
        await old.AddSubmissionAsync(account, "Årsopgørelse.xml", SubmissionState.Answered, "bb", 5_000_000);
        await old.AddSubmissionAsync(account, "doubt.xml", SubmissionState.InDoubt, "dd", 3);
        await old.AddSubmissionAsync(account, "withdrawn.xml", SubmissionState.Withdrawn, "ee", 3);
        await old.AddSubmissionAsync(account, "held.xml", SubmissionState.Sending, "ff", 3, "owner");
        if (sender is not null)
        {
            await old.ExecuteAsync(
                "INSERT INTO skatftps_owner (owner, machine, machine_id, os_user, process_id, process_mark, lease_until) "
                + $"VALUES ('owner', 'HERE', '{Self.MachineId}', 'operator', {Self.ProcessId}, '{Self.ProcessMark}', 0)");
        }

        await old.AddLoginAsync(account, Self.MachineName, Self.OsUser, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        await old.AddLoginAsync(account, "GONE", "operator", (DateTimeOffset.UtcNow - TimeSpan.FromDays(31)).ToUnixTimeMilliseconds());
        if (login is { } other)
        {
            await old.AddLoginAsync(account, other.Machine, "operator", (DateTimeOffset.UtcNow - other.Ago).ToUnixTimeMilliseconds());
        }
    }

    protected Task<SubmissionLedger> OpenAsync(bool upgrade = false) =>
        SubmissionLedger.OpenAsync(Database, Host, User, Self, new LedgerOptions { Upgrade = upgrade }, default);

    protected async Task<long> VersionAsync()
    {
        await using DbConnection connection = await ConnectAsync();
        await using DbCommand ask = connection.CreateCommand();
        ask.CommandText = "SELECT MAX(version) FROM skatftps_schema";
        return Convert.ToInt64(await ask.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static Task<LedgerException> RefusedAsync(SubmissionLedger ledger, string name, string sha256) =>
        Assert.ThrowsAsync<LedgerException>(
            () => ledger.TryReserveAsync("Udlaan", name, ContentMark.OfWhole(3, sha256), false, false, default));
}
