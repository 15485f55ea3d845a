using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Data.Sqlite;
using SkatFtps.Ledger;
using SkatFtps.Text;
using Xunit;

namespace SkatFtps.Core.Tests.Ledger;

/// <summary>What a crash leaves of the write-ahead log is no damage; what it cannot leave is.</summary>
public sealed class WriteAheadLogTests : IDisposable
{
    private const int Header = 32;
    private const int Frame = 24 + 4096;

    private readonly SqliteLedger _sqlite = new();
    private readonly string _copy = Path.Combine(Path.GetTempPath(), "skatftps-" + Path.GetRandomFileName());

    public WriteAheadLogTests() => Directory.CreateDirectory(_copy);

    private string Copied => Path.Combine(_copy, "ledger.db");

    private string Log => Copied + "-wal";

    public void Dispose()
    {
        _sqlite.Dispose();
        Directory.Delete(_copy, recursive: true);
    }

    [Fact]
    public async Task A_log_that_ends_anywhere_is_what_a_crash_leaves()
    {
        await WriteAsync(3);
        long length = new FileInfo(Log).Length;
        for (; length > 0; length -= 1000)
        {
            using (FileStream log = File.OpenWrite(Log))
            {
                log.SetLength(length);
            }

            Assert.Null(WriteAheadLog.Judge(Copied));
        }

        File.Delete(Log);
        Assert.Null(WriteAheadLog.Judge(Copied));
    }

    [Fact]
    public async Task A_power_cut_may_leave_holes_in_what_was_not_flushed_yet()
    {
        // A reservation that waits for the next flush, and the write whose flush was under way.
        await WriteAsync(3, beginOnly: true);
        byte[] whole = File.ReadAllBytes(Log);
        List<int> commits = Commits(whole);
        int unflushed = Header + ((commits[^3] + 1) * Frame);
        for (int sector = unflushed; sector < whole.Length; sector += 512)
        {
            byte[] torn = [.. whole];
            Array.Clear(torn, sector, Math.Min(512, torn.Length - sector));
            File.WriteAllBytes(Log, torn);
            Assert.Null(WriteAheadLog.Judge(Copied));
        }
    }

    [Fact]
    public async Task A_byte_that_changed_in_what_was_flushed_and_built_on_is_damage()
    {
        await WriteAsync(4);
        byte[] whole = File.ReadAllBytes(Log);
        Assert.Null(WriteAheadLog.Judge(Copied));
        List<int> commits = Commits(whole);

        // Three writes a submission: the last two submissions' own writes are built on, but for the very last.
        for (int frame = 0; frame <= commits[^5]; frame++)
        {
            byte[] damaged = [.. whole];
            damaged[Header + (frame * Frame) + (frame * 131 % Frame)] ^= 0x10;
            File.WriteAllBytes(Log, damaged);
            Assert.NotNull(WriteAheadLog.Judge(Copied));
        }
    }

    [Fact]
    public async Task A_header_that_changed_is_damage()
    {
        await WriteAsync(1);
        byte[] whole = File.ReadAllBytes(Log);
        for (int at = 0; at < Header; at++)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 0x01;
            File.WriteAllBytes(Log, damaged);
            Assert.NotNull(WriteAheadLog.Judge(Copied));
        }

        File.WriteAllBytes(Log, new byte[whole.Length]);
        Assert.Null(WriteAheadLog.Judge(Copied));
    }

    [Fact]
    public async Task What_is_left_of_an_earlier_round_is_no_damage()
    {
        await WriteAsync(5, restart: true);
        Assert.True(new FileInfo(Log).Length > Header + (10 * Frame));
        Assert.Null(WriteAheadLog.Judge(Copied));
    }

    [Fact]
    public async Task Marks_are_told_apart_and_the_highest_counts()
    {
        await WriteAsync(2);
        byte[] log = File.ReadAllBytes(Log);
        SkatFtps.Ledger.Sql.CounterMark[] marks = [.. SkatFtps.Ledger.Sql.CounterMark.Find(log, 0, log.Length)];
        Assert.All(marks, mark => Assert.Equal(1, mark.Account));
        Assert.Equal(7, marks.Max(mark => mark.Counter));
        Assert.Equal(6, marks.Max(mark => mark.Flushed));
        Assert.Empty(SkatFtps.Ledger.Sql.CounterMark.Find("skatftps-mark:1:2:x;"u8.ToArray(), 0, 20));
        Assert.Empty(SkatFtps.Ledger.Sql.CounterMark.Find("skatftps-mark:1:2:3"u8.ToArray(), 0, 19));
    }

    /// <summary>Copies what lies on the disk while the ledger is open, as a kill would leave it.</summary>
    private async Task WriteAsync(int submissions, bool beginOnly = false, bool restart = false)
    {
        using SubmissionLedger ledger = await SubmissionLedger.OpenAsync(
            _sqlite.Database, "gateway.test", "user", LedgerOwner.Current(), new LedgerOptions { MemoryFolder = null },
            CancellationToken.None);
        for (int i = 0; i < submissions; i++)
        {
            Reservation held = await ledger.ReserveAsync(
                "Udlaan", $"{i}.xml", Hex.Sha256([(byte)i]), 1, false, false, CancellationToken.None);
            await ledger.BeginSendingAsync(held, CancellationToken.None);
            if (!beginOnly || i < submissions - 1)
            {
                await ledger.SentAsync(held, CancellationToken.None);
            }

            if (restart && i == submissions - 2)
            {
                using SqliteConnection other = _sqlite.Connect();
                using SqliteCommand checkpoint = other.CreateCommand();
                checkpoint.CommandText = "PRAGMA wal_checkpoint(RESTART)";
                checkpoint.ExecuteNonQuery();
            }
        }

        File.Copy(_sqlite.FilePath, Copied);
        File.Copy(_sqlite.FilePath + "-wal", Log);
    }

    /// <summary>The frames that end a transaction.</summary>
    private static List<int> Commits(byte[] log) =>
        [.. Enumerable.Range(0, (log.Length - Header) / Frame)
            .Where(frame => BinaryPrimitives.ReadInt32BigEndian(log.AsSpan(Header + (frame * Frame) + 4)) != 0)];
}
