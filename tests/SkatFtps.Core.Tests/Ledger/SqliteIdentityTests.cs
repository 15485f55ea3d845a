using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Data.Sqlite;
using SkatFtps.Ledger;
using Xunit;

namespace SkatFtps.Core.Tests.Ledger;

/// <summary>The ledger's file is there, whole, and the one that was there before; else nothing is sent.</summary>
public sealed class SqliteIdentityTests : IDisposable
{
    private readonly SqliteLedger _sqlite = new();
    private readonly string _memory = Path.Combine(Path.GetTempPath(), "skatftps-" + Path.GetRandomFileName());

    public void Dispose()
    {
        _sqlite.Dispose();
        if (Directory.Exists(_memory))
        {
            Directory.Delete(_memory, recursive: true);
        }
    }

    [Fact]
    public async Task A_new_ledger_is_told_with_its_path_and_an_old_one_is_not()
    {
        using (SubmissionLedger made = await OpenAsync())
        {
            Assert.Contains(_sqlite.FilePath, Assert.Single(made.Warnings));
        }

        using SubmissionLedger found = await OpenAsync();
        Assert.Empty(found.Warnings);
        Assert.Equal(
            ["ledger.db", "ledger.db-shm", "ledger.db-wal"],
            Directory.GetFiles(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Of_many_that_make_a_ledger_at_once_one_does_and_all_use_it()
    {
        SubmissionLedger[] ledgers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => OpenAsync())));
        Assert.Single(ledgers, ledger => ledger.Warnings.Count > 0);
        await SendAsync(ledgers[0], "a.xml");
        Assert.NotNull(await ledgers[7].Submissions.FindAsync("a.xml", CancellationToken.None));
        Array.ForEach(ledgers, ledger => ledger.Dispose());
        Assert.DoesNotContain(Directory.GetFiles(Folder), path => path.EndsWith(".new", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_ledger_that_is_deleted_while_it_is_open_takes_no_more_and_the_next_session_misses_it()
    {
        using (SubmissionLedger ledger = await OpenAsync())
        {
            await SendAsync(ledger, "a.xml");
            Reservation next = await ReserveAsync(ledger, "b.xml");
            Array.ForEach(Directory.GetFiles(Folder), File.Delete);
            await RefusedAsync("LedgerReplaced", () => ledger.BeginSendingAsync(next, CancellationToken.None));
        }

        LedgerException missed = await RefusedAsync("LedgerReplaced", () => OpenAsync());
        Assert.Contains("not there", missed.Message);
        Assert.False(File.Exists(_sqlite.FilePath));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-wal")]
    public async Task Another_file_in_place_of_an_open_one_is_seen_before_anything_is_sent(string suffix)
    {
        using SubmissionLedger ledger = await OpenAsync();
        await SendAsync(ledger, "a.xml");
        Reservation next = await ReserveAsync(ledger, "b.xml");
        File.Copy(_sqlite.FilePath + suffix, _sqlite.FilePath + ".other");
        File.Move(_sqlite.FilePath + ".other", _sqlite.FilePath + suffix, overwrite: true);

        await RefusedAsync("LedgerReplaced", () => ledger.BeginSendingAsync(next, CancellationToken.None));
    }

    [Fact]
    public async Task An_outcome_that_came_when_the_file_was_gone_is_kept_and_named()
    {
        SubmissionLedger ledger = await OpenAsync();
        Reservation held = await ReserveAsync(ledger, "a.xml");
        await ledger.BeginSendingAsync(held, CancellationToken.None);
        File.Move(_sqlite.FilePath, _sqlite.FilePath + ".away");

        await RefusedAsync("LedgerReplaced", () => ledger.SentAsync(held, CancellationToken.None));
        Assert.Contains("'a.xml'", (await RefusedAsync("LedgerOutcomeUnwritten", () => ledger.CloseAsync(CancellationToken.None))).Message);
    }

    [Fact]
    public async Task A_backup_in_its_place_is_refused_by_the_next_session()
    {
        using (SubmissionLedger ledger = await OpenAsync())
        {
            await SendAsync(ledger, "a.xml");
            await ledger.CloseAsync(CancellationToken.None);
        }

        File.Copy(_sqlite.FilePath, _sqlite.FilePath + ".backup");
        using (SubmissionLedger ledger = await OpenAsync())
        {
            await SendAsync(ledger, "b.xml");
            await ledger.CloseAsync(CancellationToken.None);
        }

        File.Move(_sqlite.FilePath + ".backup", _sqlite.FilePath, overwrite: true);
        await RefusedAsync("LedgerReplaced", () => OpenAsync());
    }

    [Fact]
    public async Task A_backup_is_refused_after_a_session_that_was_killed_too()
    {
        (await OpenAsync()).Dispose();
        File.Copy(_sqlite.FilePath, _sqlite.FilePath + ".backup");

        // Disposed and not closed, as a kill leaves it: what was remembered before STOR counts.
        using (SubmissionLedger ledger = await OpenAsync())
        {
            Reservation held = await ReserveAsync(ledger, "a.xml");
            await ledger.BeginSendingAsync(held, CancellationToken.None);
        }

        File.Move(_sqlite.FilePath + ".backup", _sqlite.FilePath, overwrite: true);
        await RefusedAsync("LedgerReplaced", () => OpenAsync());
    }

    [Fact]
    public async Task A_ledger_is_missed_by_whoever_had_names_in_it()
    {
        (await OpenAsync()).Dispose();
        File.Delete(_sqlite.FilePath);
        using (SubmissionLedger other = await OpenAsync(user: "another"))
        {
            Assert.Single(other.Warnings);
        }

        await RefusedAsync("LedgerReplaced", () => OpenAsync());
    }

    [Fact]
    public async Task A_ledger_that_is_lost_is_made_anew_when_that_is_accepted()
    {
        using (SubmissionLedger ledger = await OpenAsync())
        {
            await SendAsync(ledger, "a.xml");
        }

        File.Delete(_sqlite.FilePath);
        using (SubmissionLedger accepted = await OpenAsync(accept: true))
        {
            Assert.Single(accepted.Warnings);
        }

        // It was opened, and not accepted in the end.
        await RefusedAsync("LedgerReplaced", () => OpenAsync());
        using (SubmissionLedger accepted = await OpenAsync(accept: true))
        {
            await accepted.AcceptAsync(CancellationToken.None);
        }

        (await OpenAsync()).Dispose();
    }

    [Fact]
    public async Task A_link_and_what_it_leads_to_are_one_ledger()
    {
        string link = Path.Combine(Folder, "link.db");
        File.CreateSymbolicLink(link, _sqlite.FilePath);
        Assert.Equal(_sqlite.FilePath, LedgerFile.Prepare(link));
        (await OpenAsync(LedgerDatabase.OfFile(LedgerFile.Prepare(link), settings => new SqliteConnection(settings)))).Dispose();
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_sqlite.FilePath));
        }

        File.Delete(_sqlite.FilePath);
        await RefusedAsync("LedgerReplaced", () => OpenAsync());
    }

    [Theory]
    [InlineData(0, "empty")]
    [InlineData(50, "ends before")]
    [InlineData(20480, "should be")]
    public async Task A_ledger_that_was_cut_short_is_unreadable_and_left_alone(int length, string fact)
    {
        using (SubmissionLedger ledger = await OpenAsync())
        {
            await SendAsync(ledger, "a.xml");
            await ledger.CloseAsync(CancellationToken.None);
        }

        using (FileStream file = File.OpenWrite(_sqlite.FilePath))
        {
            file.SetLength(length);
        }

        LedgerException refused = await RefusedAsync("LedgerUnreadable", () => OpenAsync());
        Assert.Contains(fact, refused.Message);
        Assert.Equal(length, new FileInfo(_sqlite.FilePath).Length);
    }

    [Theory]
    [InlineData("CREATE TABLE t (a)", "no tables of a ledger")]
    [InlineData("CREATE TABLE skatftps_schema (version INTEGER, changed_at INTEGER); INSERT INTO skatftps_schema VALUES (3, 0)", "tables")]
    public async Task A_ledger_that_is_made_in_part_is_unreadable(string made, string fact)
    {
        _sqlite.Execute("PRAGMA journal_mode=WAL; " + made);
        LedgerException refused = await RefusedAsync("LedgerUnreadable", () => OpenAsync());
        Assert.Contains(fact, refused.Message);
    }

    [Fact]
    public async Task A_letter_that_changed_in_how_an_index_is_written_down_is_seen()
    {
        (await OpenAsync()).Dispose();
        _sqlite.Execute("PRAGMA writable_schema=ON; UPDATE sqlite_master SET sql = REPLACE(sql, '''Withdrawn''', '''Withdrawo''') WHERE name ="
            + " 'skatftps_submission_live'");
        await RefusedAsync("LedgerUnreadable", () => OpenAsync());
    }

    [Fact]
    public async Task A_large_ledger_is_read_to_its_end_once_a_day_and_when_asked()
    {
        using (SubmissionLedger ledger = await OpenAsync())
        {
            await SendAsync(ledger, "a.xml");
            await ledger.CloseAsync(CancellationToken.None);
        }

        // An index that lacks a row, in a file too large for the check at every opening; the check was made when the ledger was new.
        _sqlite.Execute($"CREATE TABLE filler (x); INSERT INTO filler VALUES (zeroblob({LedgerExamination.SmallFile})); "
            + "PRAGMA writable_schema=ON; UPDATE sqlite_master SET sql = REPLACE(sql, 'changed_at', 'reserved_at') WHERE name ="
            + " 'skatftps_submission_time'");
        _sqlite.Execute("REINDEX skatftps_submission_time; PRAGMA writable_schema=ON; UPDATE sqlite_master SET sql = REPLACE(sql, 'reserved_at',"
            + " 'changed_at') WHERE name = 'skatftps_submission_time'");
        _sqlite.Execute("UPDATE skatftps_ledger SET checked_at = CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER) - 3600000");
        (await OpenAsync()).Dispose();

        await RefusedAsync("LedgerUnreadable", () => OpenAsync(whole: true));
        _sqlite.Execute("UPDATE skatftps_ledger SET checked_at = checked_at - 86400000");
        await RefusedAsync("LedgerUnreadable", () => OpenAsync());
    }

    [Fact]
    public async Task Rights_are_judged_before_content()
    {
        File.WriteAllText(_sqlite.FilePath, "");
        File.SetAttributes(_sqlite.FilePath, FileAttributes.ReadOnly);
        await RefusedAsync("LedgerReadOnly", () => Task.FromResult(LedgerFile.Prepare(_sqlite.FilePath)));
        File.SetAttributes(_sqlite.FilePath, FileAttributes.Normal);
    }

    [Fact]
    public async Task A_sender_that_slept_past_half_its_lease_writes_no_STOR()
    {
        TimeSpan now = TimeSpan.Zero;
        var options = new LedgerOptions { Elapsed = () => now, MemoryFolder = _memory };
        using SubmissionLedger ledger = await SubmissionLedger.OpenAsync(
            _sqlite.Database, "gateway.test", "user", LedgerOwner.Current(), options, CancellationToken.None);
        Reservation held = await ReserveAsync(ledger, "a.xml");
        now = TimeSpan.FromHours(8);
        await ledger.BeginSendingAsync(held, CancellationToken.None);
        now += TimeSpan.FromMinutes(1);
        ledger.VerifyAwake(held);
        now += TimeSpan.FromSeconds(1);

        LedgerException slept = Assert.Throws<LedgerException>(() => ledger.VerifyAwake(held));
        Assert.Equal("LedgerLeaseOverslept", slept.ErrorId);
        Assert.Contains("61 s", slept.Message);
    }

    private string Folder => Path.GetDirectoryName(_sqlite.FilePath)!;

    private Task<SubmissionLedger> OpenAsync(
        LedgerDatabase? database = null, bool accept = false, bool whole = false, string user = "user") =>
        SubmissionLedger.OpenAsync(
            database ?? _sqlite.Database,
            "gateway.test",
            user,
            LedgerOwner.Current(),
            new LedgerOptions { MemoryFolder = _memory, AcceptRestored = accept, ExamineWhole = whole, CloseDeadline = TimeSpan.Zero },
            CancellationToken.None);

    private static Task<Reservation> ReserveAsync(SubmissionLedger ledger, string name) =>
        ledger.ReserveAsync(
            "Udlaan", name, SkatFtps.Text.Hex.Sha256(System.Text.Encoding.ASCII.GetBytes(name)), 3, false, false, CancellationToken.None);

    private static async Task SendAsync(SubmissionLedger ledger, string name)
    {
        Reservation held = await ReserveAsync(ledger, name);
        await ledger.BeginSendingAsync(held, CancellationToken.None);
        await ledger.SentAsync(held, CancellationToken.None);
    }

    private static async Task<LedgerException> RefusedAsync(string errorId, Func<Task> act)
    {
        LedgerException refused = await Assert.ThrowsAsync<LedgerException>(act);
        Assert.Equal(errorId, refused.ErrorId);
        return refused;
    }
}
