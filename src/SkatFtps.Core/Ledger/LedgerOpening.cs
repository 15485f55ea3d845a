using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Files;
using SkatFtps.Ledger.Rows;
using SkatFtps.Ledger.Sql;

namespace SkatFtps.Ledger;

/// <summary>
/// Opens a ledger for one account: there, whole, of a version that is understood, and the one that was there before; else nothing is sent.
/// </summary>
internal sealed class LedgerOpening(
    LedgerDatabase database, LedgerConnection connection, LedgerOwner owner, LedgerOptions options, List<string> warnings)
{
    private readonly LedgerDatabase _database = database;
    private readonly LedgerConnection _connection = connection;
    private readonly LedgerOwner _owner = owner;
    private readonly LedgerOptions _options = options;
    private readonly List<string> _warnings = warnings;

    /// <returns>What this machine remembers of the ledger.</returns>
    public async Task<LedgerMemory> RunAsync(string gatewayHost, string userName, CancellationToken stop)
    {
        if (_database.Path is not null)
        {
            await PrepareFileAsync(gatewayHost, userName, stop).ConfigureAwait(false);
        }

        LedgerMemory memory = await RememberAsync(gatewayHost, userName, stop).ConfigureAwait(false);
        try
        {
            await BringToVersionAsync(memory, stop).ConfigureAwait(false);
            bool examined = await new LedgerExamination(_database, _connection).RunAsync(_options, stop).ConfigureAwait(false);
            await EnterAsync(memory, gatewayHost, userName, examined, stop).ConfigureAwait(false);
            return memory;
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }

    /// <summary>Makes the file where there is none, and judges the one there is before the library touches it.</summary>
    private async Task PrepareFileAsync(string gatewayHost, string userName, CancellationToken stop)
    {
        string path = _database.Path!;
        if (!File.Exists(path))
        {
            using LedgerMemory memory = LedgerMemory.Open(_options.MemoryFolder, PlaceOf(path), gatewayHost, userName);

            // Asked again: another process may just have made it, and remembered it.
            if (memory.Read() is not null && !File.Exists(path) && !_options.AcceptRestored)
            {
                throw LedgerErrors.Replaced(path, "is not there any more");
            }

            if (await NewLedgerFile.MakeAsync(_database, stop).ConfigureAwait(false))
            {
                _warnings.Add($"There was no ledger at {path}; a new one was made, which knows of nothing that was sent before.");
            }
        }

        await LedgerExamination.JudgeFileAsync(path, stop).ConfigureAwait(false);
    }

    private async Task<LedgerMemory> RememberAsync(string gatewayHost, string userName, CancellationToken stop)
    {
        string place = _database.Path is string path ? PlaceOf(path) : _database.Location;
        if (_database.Dialect.Namespace is string ask)
        {
            place += "|" + await _connection.ReadAsync(
                async scope => (await scope.ReadAsync(ask, row => row.Text(0)).ConfigureAwait(false))[0], stop).ConfigureAwait(false);
        }

        // A connection that was handed in may lead to a memory of this process alone, and names no place that lasts.
        LedgerMemory memory = LedgerMemory.Open(
            _database.OwnsConnections || _database.Dialect != LedgerDialect.Sqlite ? _options.MemoryFolder : null,
            place,
            gatewayHost,
            userName);
        if (memory.Failure is string failure && _database.OwnsConnections)
        {
            _warnings.Add($"This machine cannot remember outside the ledger what is in it ({failure}): a ledger that is exchanged"
                + " between two sessions will not be noticed.");
        }

        return memory;
    }

    private async Task BringToVersionAsync(LedgerMemory memory, CancellationToken stop)
    {
        // Before the ledger is looked at: another process may fill it, and remember it, at any moment.
        bool remembered = memory.Read() is not null;
        long version = await _connection.ReadTogetherAsync(LedgerSchema.ReadVersionAsync, stop).ConfigureAwait(false);
        if (version > LedgerSchema.Version)
        {
            throw LedgerErrors.SchemaNewer(_database.Location, version);
        }

        if (version == LedgerSchema.Version)
        {
            return;
        }

        if (version == 0 && _database.Path is not null)
        {
            throw LedgerErrors.Unreadable(_database.Location, "it has no tables of a ledger");
        }

        if (version == 0 && remembered && !_options.AcceptRestored)
        {
            throw LedgerErrors.Replaced(_database.Location, "has no tables any more");
        }

        if (version == 0)
        {
            await MigrateAsync(stop).ConfigureAwait(false);
            _warnings.Add($"There was no ledger in {_database.Location}; a new one was made, which knows of nothing that was sent before.");
            return;
        }

        await new LedgerUpgrading(
            _database, _connection, _owner, _warnings).RunAsync(version, _options.Upgrade, stop).ConfigureAwait(false);
        await MigrateAsync(stop).ConfigureAwait(false);
    }

    private Task<bool> MigrateAsync(CancellationToken stop) =>
        _connection.WriteAloneAsync(
            async scope =>
            {
                await LedgerSchema.MigrateAsync(scope).ConfigureAwait(false);
                return true;
            },
            stop);

    /// <summary>Finds or adds the account, and writes: a ledger that is another, or cannot be written to, shows here.</summary>
    private async Task EnterAsync(LedgerMemory memory, string gatewayHost, string userName, bool examined, CancellationToken stop)
    {
        // Before the account is looked for: another process may add it, and remember it, at any moment.
        LedgerIdentity? remembered = memory.Read();
        _connection.Account = await _connection.ReadTogetherAsync(
            scope => AccountRow.FindAsync(scope, gatewayHost, userName), stop).ConfigureAwait(false);
        if (_connection.Account == 0 && remembered is not null && !_options.AcceptRestored)
        {
            throw LedgerErrors.Replaced(_database.Location, "holds nothing of this account any more");
        }

        if (_connection.Account == 0)
        {
            _connection.Account = await _connection.WriteAloneAsync(
                scope => AccountRow.FindOrAddAsync(scope, gatewayHost, userName), stop).ConfigureAwait(false);
        }

        _connection.Guard.Seen = _options.AcceptRestored ? null : remembered;
        await _connection.WriteAsync(
            async scope =>
            {
                await AccountRow.OpenedAsync(scope).ConfigureAwait(false);
                if (examined)
                {
                    await scope.ExecuteAsync("UPDATE skatftps_ledger SET checked_at = @now", ("@now", scope.Now)).ConfigureAwait(false);
                }

                return await InstallationRows.OpenedAsync(scope, _owner).ConfigureAwait(false);
            },
            stop).ConfigureAwait(false);
        if (!_options.AcceptRestored)
        {
            memory.Write(_connection.Guard.Flushed!.Value, flush: true);
        }
    }

    // One file has one spelling.
    private static string PlaceOf(string path)
    {
        if (!UnixFile.IsUnix)
        {
            return Path.GetFullPath(path).ToUpperInvariant();
        }

        return Path.Combine(UnixFile.Resolve(Path.GetDirectoryName(path)!), Path.GetFileName(path));
    }
}
