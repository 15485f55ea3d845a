using System;
using System.Data.Common;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Data.Sqlite;
using SkatFtps.Ledger;
using Xunit;

namespace SkatFtps.Core.Tests.Ledger;

public sealed class SqliteUpgradeTests : LedgerUpgradeContract
{
    private readonly SqliteLedger _sqlite = new();

    protected override LedgerDatabase Database => _sqlite.Database;

    protected override bool IsFile => true;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_copy_as_it_was_lies_beside_it_for_reading_only(int version)
    {
        await MakeAsync(version);
        using (SubmissionLedger ledger = await OpenAsync())
        {
            Assert.Contains("older versions", Assert.Single(ledger.Warnings));
        }

        string copy = Assert.Single(Directory.GetFiles(Path.GetDirectoryName(_sqlite.FilePath)!, "ledger.db.schema*"));
        Assert.Contains($".schema{version}.", copy);
        Assert.True(new FileInfo(copy).IsReadOnly);
        await using (var connection = new SqliteConnection($"Data Source={copy};Mode=ReadOnly;Pooling=False"))
        {
            await connection.OpenAsync();
            await using SqliteCommand ask = connection.CreateCommand();
            ask.CommandText = "SELECT COUNT(token) FROM skatftps_submission";
            Assert.Equal(5L, await ask.ExecuteScalarAsync());
        }

        // The rights alone do not keep everybody out; the mark does.
        File.SetAttributes(copy, FileAttributes.Normal);
        LedgerDatabase taken = LedgerDatabase.OfFile(copy, settings => new SqliteConnection(settings));
        LedgerException refused = await Assert.ThrowsAsync<LedgerException>(
            () => SubmissionLedger.OpenAsync(taken, "gateway.test", "user", Self, null, default));
        Assert.Equal("LedgerReadOnly", refused.ErrorId);
        Assert.Contains("copy", refused.Message);
    }

    [Fact]
    public async Task A_damaged_ledger_is_not_upgraded_and_no_copy_is_left()
    {
        await MakeAsync(2);
        await using (SqliteConnection connection = _sqlite.Connect())
        {
            await using SqliteCommand damage = connection.CreateCommand();
            damage.CommandText = "PRAGMA writable_schema=ON; UPDATE sqlite_master SET sql = REPLACE(sql, 'changed_at', 'reserved_at')"
                + " WHERE name = 'skatftps_submission_time'";
            await damage.ExecuteNonQueryAsync();
        }

        Assert.Equal("LedgerUnreadable", (await Assert.ThrowsAsync<LedgerException>(() => OpenAsync())).ErrorId);
        Assert.Equal(2, await VersionAsync());
        Assert.DoesNotContain(
            Directory.GetFiles(Path.GetDirectoryName(_sqlite.FilePath)!).Select(Path.GetFileName),
            name => name!.Contains("schema", StringComparison.Ordinal));
    }

    protected override Task<DbConnection> ConnectAsync() => Task.FromResult<DbConnection>(_sqlite.Connect());

    public override void Dispose()
    {
        base.Dispose();
        _sqlite.Dispose();
    }
}
