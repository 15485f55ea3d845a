using System.Collections.Generic;
using System.Threading.Tasks;
using SkatFtps.Files;

namespace SkatFtps.Ledger.Sql;

/// <summary>
/// Sees to it that every write goes into the ledger that was opened: the same id, a counter that never falls, and on Unix the same files
/// under the same names. It costs no statement more than the lock that a write takes anyway.
/// </summary>
internal sealed class LedgerGuard(LedgerDatabase database)
{
    private readonly LedgerDatabase _database = database;
    private LedgerIdentity _found;
    private FileIdentity? _file;
    private FileIdentity? _log;
    private bool _isInUse;

    /// <summary>After the last write that was committed; null before the first, unless this machine remembers the ledger.</summary>
    public LedgerIdentity? Seen { get; set; }

    /// <summary>The highest that is known to be on the disk.</summary>
    public LedgerIdentity? Flushed { get; private set; }

    /// <summary>The account's counter is lower than it was: an earlier state of the same ledger. Set by <see cref="LockAsync"/>.</summary>
    public bool IsSetBack { get; private set; }

    /// <summary>Holds the account.</summary>
    /// <returns>The database's clock.</returns>
    /// <exception cref="LedgerException">LedgerReplaced: another ledger, or none.</exception>
    public async Task<long> LockAsync(LedgerScope scope)
    {
        List<(long Now, LedgerIdentity Found)> locked = await scope.ReadAsync(
            scope.Dialect.LockAccount,
            row => (row.Number(0), new LedgerIdentity(row.Text(2) ?? "", row.Number(1))),
            ("@account", scope.Account),
            ("@flushed", Flushed?.Counter ?? 0)).ConfigureAwait(false);
        if (locked.Count == 0)
        {
            throw LedgerErrors.Replaced(_database.Location, "holds nothing of this account any more");
        }

        _found = locked[0].Found;
        if (Seen is { } seen && seen.Ledger != _found.Ledger)
        {
            throw LedgerErrors.Replaced(_database.Location, "is another ledger than the one that was there before");
        }

        // This write has raised it already.
        IsSetBack = Seen is { } last && _found.Counter - 1 < last.Counter;
        return locked[0].Now;
    }

    public LedgerException SetBack() => LedgerErrors.Replaced(
        _database.Location, $"is in an earlier state than before: it was written to {Seen?.Counter} times and now shows"
            + $" {_found.Counter - 1}");

    /// <summary>The write that took the lock is committed.</summary>
    public void Committed(bool flushed)
    {
        Seen = _found;
        if (flushed)
        {
            Flushed = _found;
        }
    }

    /// <summary>A connection is about to open the file.</summary>
    public void Opening()
    {
        if (_database.Path is string path && !_isInUse)
        {
            LedgerFilesInUse.Enter(path);
            _isInUse = true;
        }
    }

    /// <summary>The connection was closed.</summary>
    public void Closed()
    {
        if (_isInUse)
        {
            LedgerFilesInUse.Leave(_database.Path!);
            _isInUse = false;
        }
    }

    /// <summary>Remembers which files a connection has just opened.</summary>
    public void Opened()
    {
        if (_database.Path is string path)
        {
            _file = FileIdentity.Of(path);
            _log = FileIdentity.Of(path + "-wal");
        }
    }

    /// <exception cref="LedgerException">LedgerReplaced: the path does not name the file that is open, or there is none.</exception>
    public void VerifyFiles()
    {
        if (_database.Path is not string path)
        {
            return;
        }

        if (_file is { } file && !file.Equals(FileIdentity.Of(path)))
        {
            throw LedgerErrors.Replaced(_database.Location, "was deleted, or another file was put in its place, while it was open");
        }

        if (_log is { } log && !log.Equals(FileIdentity.Of(path + "-wal")))
        {
            throw LedgerErrors.Replaced(_database.Location, "has lost its newest part: the file of the same name with -wal was deleted"
                + " or replaced while it was open");
        }
    }
}
