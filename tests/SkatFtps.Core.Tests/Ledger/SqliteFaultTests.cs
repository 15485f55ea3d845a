using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Data.Sqlite;
using SkatFtps.Ledger;
using SkatFtps.Ledger.Rows;
using Xunit;

namespace SkatFtps.Core.Tests.Ledger;

/// <summary>A ledger that cannot be had is an error before any network, with the way out.</summary>
public sealed class SqliteFaultTests : IDisposable
{
    private readonly SqliteLedger _sqlite = new();

    public void Dispose() => _sqlite.Dispose();

    [Fact]
    public async Task A_newer_schema_is_refused_and_left_alone()
    {
        (await OpenAsync()).Dispose();
        _sqlite.Execute("INSERT INTO skatftps_schema (version, changed_at) VALUES (99, 0)");
        LedgerException refused = await RefusedAsync("LedgerSchemaNewer");
        Assert.Contains("99", refused.Message);
        Assert.Contains("Update the module", refused.RecommendedAction);
    }

    [Fact]
    public async Task A_ledger_is_opened_again_without_being_made_again()
    {
        (await OpenAsync()).Dispose();
        (await OpenAsync()).Dispose();
        using SqliteConnection connection = _sqlite.Connect();
        using SqliteCommand count = connection.CreateCommand();
        count.CommandText = "SELECT (SELECT COUNT(*) FROM skatftps_schema) + (SELECT COUNT(*) FROM skatftps_account)";
        Assert.Equal(4L, count.ExecuteScalar());
    }

    [Fact]
    public async Task Contents_are_compared_by_index_however_many_there_are()
    {
        (await OpenAsync()).Dispose();
        using SqliteConnection connection = _sqlite.Connect();
        using SqliteCommand explain = connection.CreateCommand();
        explain.CommandText = "EXPLAIN QUERY PLAN " + SubmissionRows.SelectAlike;
        foreach (string parameter in new[] { "@account", "@validate", "@self", "@key", "@length" })
        {
            explain.Parameters.AddWithValue(parameter, 1);
        }

        using SqliteDataReader reader = explain.ExecuteReader();
        string plan = string.Join("; ", reader.Cast<System.Data.Common.DbDataRecord>().Select(row => row.GetString(3)));

        Assert.Contains("skatftps_submission_key (account_id=? AND content_key=?)", plan, StringComparison.Ordinal);
        Assert.Contains("skatftps_submission_unkeyed (account_id=? AND length=?)", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ledger_from_before_contents_had_keys_knows_all_that_was_sent()
    {
        await using (OlderLedger old = await OlderLedger.MakeAsync(_sqlite.Connect(), LedgerDialect.Sqlite, 1))
        {
            long account = await old.AddAccountAsync("gateway.test", "user");
            await old.AddSubmissionAsync(account, "small.xml", SubmissionState.Sent, "aa", 10);
            await old.AddSubmissionAsync(account, "large.zip", SubmissionState.Sent, "bb", 5_000_000);
            await old.AddSubmissionAsync(account, "lost.xml", SubmissionState.InDoubt, "dd", 7);
        }

        using SubmissionLedger now = await OpenAsync();
        await RefusesAsync(ContentMark.OfWhole(10, "aa"));
        Assert.Null(await TryAsync(ContentMark.OfLarge(5_000_000, "key", null)));
        await RefusesAsync(ContentMark.OfLarge(5_000_000, "key", "bb"));
        Assert.NotNull(await TryAsync(ContentMark.OfLarge(5_000_000, "key", "cc")));

        // What was in doubt then needs review now.
        Assert.Equal("the reply was lost", (await now.Submissions.FindAsync("lost.xml", CancellationToken.None))!.ReviewReason);

        Task<Reservation?> TryAsync(ContentMark content) => now.TryReserveAsync(
            "Udlaan", "other.zip", content, false, false, CancellationToken.None);

        async Task RefusesAsync(ContentMark content) =>
            Assert.Equal("ContentAlreadySent", (await Assert.ThrowsAsync<LedgerException>(() => TryAsync(content))).ErrorId);
    }

    [Fact]
    public async Task A_locked_ledger_is_waited_for_and_then_named()
    {
        (await OpenAsync()).Dispose();
        using SqliteConnection holder = _sqlite.Connect();
        using SqliteTransaction transaction = holder.BeginTransaction();
        LedgerException refused = await RefusedAsync("LedgerLocked");
        Assert.Contains(_sqlite.FilePath, refused.Message);
    }

    [Fact]
    public async Task A_ledger_that_is_let_go_in_time_is_used()
    {
        (await OpenAsync()).Dispose();
        using SqliteConnection holder = _sqlite.Connect();
        SqliteTransaction transaction = holder.BeginTransaction();
        Task<SubmissionLedger> opening = Task.Run(() => OpenAsync(TimeSpan.FromMinutes(1)));
        transaction.Rollback();
        (await opening).Dispose();
    }

    [Fact]
    public async Task A_ledger_opened_for_reading_only_is_refused()
    {
        (await OpenAsync()).Dispose();
        LedgerDatabase readOnly = _sqlite.DatabaseOf(_sqlite.ConnectionString.Replace("Mode=ReadWrite", "Mode=ReadOnly"));
        await RefusedAsync("LedgerReadOnly", readOnly);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_alone()
    {
        byte[] text = Enumerable.Repeat((byte)'x', 5000).ToArray();
        File.WriteAllBytes(_sqlite.FilePath, text);
        await RefusedAsync("LedgerUnreadable");
        Assert.Equal(text, File.ReadAllBytes(_sqlite.FilePath));
    }

    [Fact]
    public async Task A_damaged_ledger_is_refused()
    {
        using (SubmissionLedger ledger = await OpenAsync())
        {
            await ledger.CloseAsync(CancellationToken.None);
        }

        using (FileStream file = File.OpenWrite(_sqlite.FilePath))
        {
            // The first page names the file; the rest is overwritten.
            file.Position = 4096;
            file.Write(Enumerable.Repeat((byte)0xAA, (int)file.Length - 4096).ToArray());
        }

        await RefusedAsync("LedgerUnreadable");
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_named()
    {
        LedgerDatabase nowhere = _sqlite.DatabaseOf(LedgerFile.ConnectionString(Path.Combine(_sqlite.FilePath, "nowhere", "ledger.db")));
        await RefusedAsync("LedgerUnavailable", nowhere);
    }

    [Fact]
    public async Task A_commit_is_on_disk_when_it_returns()
    {
        using SqliteConnection connection = _sqlite.Connect();
        using SubmissionLedger ledger = await OpenAsync(LedgerDatabase.FromConnection(connection));
        using SqliteCommand pragma = connection.CreateCommand();
        pragma.CommandText = "PRAGMA synchronous";
        Assert.Equal(2L, pragma.ExecuteScalar());
        pragma.CommandText = "PRAGMA journal_mode";
        Assert.Equal("wal", pragma.ExecuteScalar());
    }

    [Fact]
    public async Task What_was_cleared_is_gone_from_the_disk()
    {
        using SubmissionLedger ledger = await OpenAsync();

        // Large enough for pages of its own, which are free afterwards.
        var status = new StatusEntry(
            "status_S_a_1.xml",
            "S",
            "a",
            1,
            System.Text.Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("<status>a-secret-of-a-person</status>", 1000))));
        await ledger.Statuses.RecordAsync(status, CancellationToken.None);
        Assert.Contains("a-secret-of-a-person", OnDisk());

        await ledger.Archive.ClearAsync(DateTimeOffset.UtcNow.AddDays(1), CancellationToken.None);
        Assert.DoesNotContain("a-secret-of-a-person", OnDisk());
    }

    [Fact]
    public async Task The_files_are_their_owners_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            // In a profile, Windows' own rights are kept; there is nothing of ours to see.
            Assert.StartsWith(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), LedgerFile.DefaultPath());
            return;
        }

        using SubmissionLedger ledger = await OpenAsync();
        Assert.True(File.Exists(_sqlite.FilePath + "-wal"));
        foreach (string file in Directory.GetFiles(Path.GetDirectoryName(_sqlite.FilePath)!))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(Path.GetDirectoryName(_sqlite.FilePath)!));
    }

    private string OnDisk() =>
        string.Concat(
            Directory.GetFiles(Path.GetDirectoryName(_sqlite.FilePath)!).Where(
                f => !f.EndsWith("-shm", StringComparison.Ordinal)).Select(ReadShared));

    private static string ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file, System.Text.Encoding.Latin1);
        return reader.ReadToEnd();
    }

    private Task<SubmissionLedger> OpenAsync(TimeSpan? patience = null) => OpenAsync(_sqlite.Database, patience);

    private static Task<SubmissionLedger> OpenAsync(LedgerDatabase database, TimeSpan? patience = null) =>
        SubmissionLedger.OpenAsync(
            database,
            "gateway.test",
            "user",
            LedgerOwner.Current(),
            new LedgerOptions { BusyDeadline = patience ?? TimeSpan.Zero },
            CancellationToken.None);

    private async Task<LedgerException> RefusedAsync(string errorId, LedgerDatabase? database = null)
    {
        LedgerException refused = await Assert.ThrowsAsync<LedgerException>(() => OpenAsync(database ?? _sqlite.Database));
        Assert.Equal(errorId, refused.ErrorId);
        return refused;
    }
}
