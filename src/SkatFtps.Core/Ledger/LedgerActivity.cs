using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ledger.Sql;

namespace SkatFtps.Ledger;

/// <summary>
/// Logins, listings of /out and the folders seen: what all processes of an account share so as not to disturb the gateway.
/// </summary>
public sealed class LedgerActivity
{
    private readonly LedgerConnection _connection;
    private readonly LedgerOwner _by;

    internal LedgerActivity(LedgerConnection connection, LedgerOwner by)
    {
        _connection = connection;
        _by = by;
    }

    /// <summary>Keeps that a login was tried and how it ended, in a word: never a secret.</summary>
    public Task RecordLoginAsync(string outcome, CancellationToken stop) =>
        _connection.WriteAsync(
            scope => scope.InsertAsync(
                "skatftps_login",
                ("account_id", scope.Account),
                ("at", scope.Now),
                ("outcome", outcome),
                ("machine", _by.MachineName),
                ("os_user", _by.OsUser),
                ("process_id", (long)_by.ProcessId)),
            stop);

    /// <summary>
    /// Asks leave to list /out, by the database's clock and for all processes of the account; leave once given counts, used or not.
    /// </summary>
    /// <param name="interval">Between the beginnings of two listings.</param>
    /// <param name="force">Lists even within it; recorded all the same.</param>
    /// <param name="stop">Cancels.</param>
    public Task<ListingPermit> TryBeginListingAsync(TimeSpan interval, bool force, CancellationToken stop) =>
        _connection.WriteAsync(
            async scope =>
            {
                (DateTimeOffset At, DateTimeOffset? Completed)? last = (await scope.ReadAsync(
                    "SELECT at, completed_at FROM skatftps_listing WHERE account_id = @account ORDER BY at DESC, id DESC LIMIT 1",
                    row => ((DateTimeOffset, DateTimeOffset?)?)(row.Time(0), row.TimeOrNull(1)),
                    ("@account", scope.Account)).ConfigureAwait(false)).FirstOrDefault();

                // A clock that was set back must not forbid listings for as long as it had been ahead.
                TimeSpan wait = last is null
                    ? TimeSpan.Zero
                    : interval - DateTimeOffset.FromUnixTimeMilliseconds(scope.Now).Subtract(last.Value.At).Duration();
                if (wait > TimeSpan.Zero && !force)
                {
                    return new ListingPermit(null, last!.Value.At, last.Value.Completed, wait);
                }

                long id = await scope.InsertAsync(
                    "skatftps_listing",
                    ("account_id", scope.Account),
                    ("at", scope.Now),
                    ("machine", _by.MachineName),
                    ("os_user", _by.OsUser),
                    ("process_id", (long)_by.ProcessId)).ConfigureAwait(false);
                return new ListingPermit(id, last?.At, last?.Completed, TimeSpan.Zero);
            },
            stop);

    /// <summary>
    /// Keeps that a permitted listing is complete and its new statuses are in the ledger: those who wait for it may read them.
    /// </summary>
    public Task RecordListingAsync(ListingPermit permit, long entries, CancellationToken stop) =>
        _connection.WriteAsync(
            scope => scope.ExecuteAsync(
                "UPDATE skatftps_listing SET completed_at = @now, entries = @entries WHERE id = @id AND account_id = @account",
                ("@now", scope.Now),
                ("@entries", entries),
                ("@id", permit.Id),
                ("@account", scope.Account)),
            stop);

    /// <summary>Keeps the folders an account sees and tells what changed since the last time. Names are compared exactly.</summary>
    public Task<FolderChanges> RememberFoldersAsync(IReadOnlyCollection<string> folders, CancellationToken stop) =>
        _connection.WriteAsync(
            async scope =>
            {
                List<(string Name, bool Present)> known = await scope.ReadAsync(
                    "SELECT name, present FROM skatftps_folder WHERE account_id = @account",
                    row => (row.GetString(0), row.Number(1) != 0),
                    ("@account", scope.Account)).ConfigureAwait(false);
                var seen = new HashSet<string>(folders, StringComparer.Ordinal);
                List<string> vanished = known.Where(f => f.Present && !seen.Contains(f.Name)).Select(f => f.Name).ToList();
                List<string> added = seen.Except(known.Where(f => f.Present).Select(f => f.Name)).ToList();
                var old = new HashSet<string>(known.Select(f => f.Name), StringComparer.Ordinal);

                foreach (string name in vanished)
                {
                    await MarkAsync(scope, name, present: false).ConfigureAwait(false);
                }

                foreach (string name in seen)
                {
                    if (old.Contains(name))
                    {
                        await MarkAsync(scope, name, present: true).ConfigureAwait(false);
                    }
                    else
                    {
                        await AddAsync(scope, name).ConfigureAwait(false);
                    }
                }

                bool first = known.Count == 0;
                added.Sort(StringComparer.Ordinal);
                vanished.Sort(StringComparer.Ordinal);
                return new FolderChanges(first, first ? [] : added, vanished);
            },
            stop);

    private static Task<int> MarkAsync(LedgerScope scope, string name, bool present) =>
        scope.ExecuteAsync(
            "UPDATE skatftps_folder SET present = @present" + (present ? ", last_seen_at = @now" : "") + " WHERE account_id = @account"
                + " AND name = @name",
            ("@present", present ? 1 : 0),
            ("@now", scope.Now),
            ("@account", scope.Account),
            ("@name", name));

    private static Task<long> AddAsync(LedgerScope scope, string name) =>
        scope.InsertAsync(
            "skatftps_folder",
            ("account_id", scope.Account),
            ("name", name),
            ("first_seen_at", scope.Now),
            ("last_seen_at", scope.Now),
            ("present", 1));
}
