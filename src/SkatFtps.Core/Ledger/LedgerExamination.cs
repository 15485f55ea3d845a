using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ledger.Sql;

namespace SkatFtps.Ledger;

/// <summary>
/// Whether an embedded ledger is whole. What costs little is asked at every opening; a large file is read to its end once a day.
/// </summary>
internal sealed class LedgerExamination(LedgerDatabase database, LedgerConnection connection)
{
    /// <summary>Bytes up to which SQLite's own check takes less than 100 ms: docs/decisions/ledger.md has the figures.</summary>
    internal const long SmallFile = 8 * 1024 * 1024;

    // A file that another process is writing to may look damaged for a moment, and not twice.
    private const int Looks = 3;

    private static readonly long Day = (long)TimeSpan.FromDays(1).TotalMilliseconds;

    private readonly LedgerDatabase _database = database;
    private readonly LedgerConnection _connection = connection;

    /// <summary>Judges the file and its log before the library opens them.</summary>
    /// <exception cref="LedgerException">LedgerUnreadable, LedgerReadOnly, LedgerUnavailable.</exception>
    public static async Task JudgeFileAsync(string path, CancellationToken stop)
    {
        string? damage = null;
        for (int look = 0; look < Looks; look++)
        {
            try
            {
                damage = LedgerFilesInUse.WhileUnused(path, () => Judge(path));
            }
            catch (UnauthorizedAccessException e)
            {
                throw LedgerFile.ReadOnly(path, e);
            }
            catch (IOException e)
            {
                throw LedgerFile.Unavailable(path, e.Message.TrimEnd('.'), e);
            }

            if (damage is null)
            {
                return;
            }

            await Task.Delay(50, stop).ConfigureAwait(false);
        }

        throw LedgerErrors.Unreadable(path, damage!);
    }

    private static string? Judge(string path)
    {
        string? damage = SqliteHeader.Judge(path, out bool isCopy) ?? WriteAheadLog.Judge(path);
        return damage is null && isCopy ? throw LedgerFile.ReadOnly(path, null, "It is a copy that was made before an upgrade.") : damage;
    }

    /// <summary>Looks at what an open ledger says of itself.</summary>
    /// <param name="options">Whether the file is read to its end however large it is, and what counts as small.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>Whether it was read to its end.</returns>
    /// <exception cref="LedgerException">LedgerUnreadable.</exception>
    public async Task<bool> RunAsync(LedgerOptions options, CancellationToken stop)
    {
        await _connection.ReadTogetherAsync(
            async scope =>
            {
                await LedgerLayout.VerifyAsync(scope).ConfigureAwait(false);
                return true;
            },
            stop).ConfigureAwait(false);
        if (_database.Path is not string path)
        {
            return false;
        }

        bool due = options.ExamineWhole || new FileInfo(path).Length <= options.SmallFile || await _connection.ReadAsync(
            async scope =>
                Math.Abs(
                    await scope.NumberAsync(
                        $"SELECT {scope.Dialect.Clock} - MAX(checked_at) FROM skatftps_ledger").ConfigureAwait(false)) >= Day,
            stop).ConfigureAwait(false);
        if (due)
        {
            await CheckIntegrityAsync(stop).ConfigureAwait(false);
        }

        return due;
    }

    /// <summary>SQLite reads every page, and compares every index with its table.</summary>
    public async Task CheckIntegrityAsync(CancellationToken stop)
    {
        string said = await _connection.ReadAsync(
            async scope =>
            {
                List<string> lines = await scope.ReadAsync("PRAGMA integrity_check(1)", row => row.Text(0) ?? "").ConfigureAwait(false);
                return lines.Count == 0 ? "it said nothing" : lines[0];
            },
            stop).ConfigureAwait(false);
        if (said != "ok")
        {
            throw LedgerErrors.Unreadable(_database.Location, said.Replace('\n', ' ').Trim());
        }
    }
}
