using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Files;
using SkatFtps.Ledger.Rows;
using SkatFtps.Ledger.Sql;

namespace SkatFtps.Ledger;

/// <summary>
/// Takes an older ledger to this version: by itself where nobody else uses it, after a copy was made beside it; else only when asked,
/// because every older module is refused from then on, in the night as well.
/// </summary>
internal sealed class LedgerUpgrading(LedgerDatabase database, LedgerConnection connection, LedgerOwner owner, List<string> warnings)
{
    // How long ago another installation may have used a ledger and still count on it: a month's run is the rarest that is usual.
    private static readonly TimeSpan Recent = TimeSpan.FromDays(30);

    private readonly LedgerDatabase _database = database;
    private readonly LedgerConnection _connection = connection;
    private readonly LedgerOwner _owner = owner;
    private readonly List<string> _warnings = warnings;

    /// <param name="version">The ledger's.</param>
    /// <param name="asked">By -UpgradeLedger.</param>
    /// <param name="stop">Cancels.</param>
    /// <exception cref="LedgerException">LedgerUpgradeNeeded: others use it, or are sending with it now; LedgerUnreadable; or no copy could
    /// be made.</exception>
    public async Task RunAsync(long version, bool asked, CancellationToken stop)
    {
        string? why = await _connection.ReadAsync(WhoSendsAsync, stop).ConfigureAwait(false);
        why ??= asked ? null : await WhoElseUsesItAsync(version, stop).ConfigureAwait(false);
        if (why is not null)
        {
            throw LedgerErrors.UpgradeNeeded(_database.Location, version, why);
        }

        if (_database.Path is null)
        {
            return;
        }

        await new LedgerExamination(_database, _connection).CheckIntegrityAsync(stop).ConfigureAwait(false);
        string copy = await CopyAsync(_database.Path, version, stop).ConfigureAwait(false);
        _warnings.Add($"The ledger {_database.Location} was upgraded from schema {version} to {LedgerSchema.Version}: older versions of"
            + $" SkatFtps are refused on it from now on. A copy as it was lies at {copy}, for reading only.");
    }

    private async Task<string?> WhoElseUsesItAsync(long version, CancellationToken stop)
    {
        if (_database.Path is null)
        {
            return "It is kept in a database that others may share.";
        }

        List<(string Machine, string User, DateTimeOffset At)> others = await _connection.ReadAsync(
            scope => version < 3 ? ReadLoginsAsync(scope) : InstallationRows.ReadOthersAsync(scope, _owner),
            stop).ConfigureAwait(false);
        (string machine, string user, DateTimeOffset at) = others.OrderByDescending(one => one.At).FirstOrDefault();
        return machine is null || DateTimeOffset.UtcNow - at > Recent
            ? null
            : string.Format(
                CultureInfo.InvariantCulture,
                "{0} on {1} used it at {2:yyyy-MM-dd HH:mm:ss}Z, perhaps with an older version.",
                user,
                machine,
                at.UtcDateTime);
    }

    // Before there were rows of installations, a login is what tells of one.
    private Task<List<(string Machine, string User, DateTimeOffset At)>> ReadLoginsAsync(LedgerScope scope) => scope.ReadAsync(
        "SELECT machine, os_user, MAX(at) FROM skatftps_login WHERE machine <> @machine OR os_user <> @user GROUP BY machine, os_user",
        row => (row.GetString(0), row.GetString(1), row.Time(2)),
        ("@machine", _owner.MachineName),
        ("@user", _owner.OsUser));

    /// <summary>A process that is sending would not be understood when it tells how it ended.</summary>
    private async Task<string?> WhoSendsAsync(LedgerScope scope)
    {
        long now = await scope.NumberAsync($"SELECT {scope.Dialect.Clock}").ConfigureAwait(false);
        List<(string Machine, string MachineId, long Process, string Mark, long LeaseUntil)> owners = await scope.ReadAsync(
            "SELECT DISTINCT o.machine, o.machine_id, o.process_id, o.process_mark, o.lease_until FROM skatftps_submission s JOIN"
                + " skatftps_owner o ON o.owner = s.owner WHERE s.owner IS NOT NULL",
            row => (row.GetString(0), row.GetString(1), row.Number(2), row.GetString(3), row.Number(4))).ConfigureAwait(false);
        foreach ((string machine, string machineId, long process, string mark, long leaseUntil) in owners)
        {
            bool? alive = machineId == _owner.MachineId ? ProcessMark.IsAlive((int)process, mark) : null;
            if (alive ?? leaseUntil >= now)
            {
                return $"Process {process} on {machine} is sending with it right now.";
            }
        }

        return null;
    }

    /// <summary>A whole copy beside the ledger, for its owner, marked so that no module takes it for a ledger to write in.</summary>
    private async Task<string> CopyAsync(string path, long version, CancellationToken stop)
    {
        string copy = string.Format(CultureInfo.InvariantCulture, "{0}.schema{1}.{2:yyyyMMdd-HHmmss}", path, version, DateTime.UtcNow);
        string temporary = copy + ".new";
        try
        {
            using (new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite))
            {
            }

            OwnerOnly.File(temporary);
            await _connection.ExecuteAsync($"VACUUM INTO '{temporary.Replace("'", "''")}'", stop).ConfigureAwait(false);
            await MarkAsync(temporary, stop).ConfigureAwait(false);
            using (var file = new FileStream(temporary, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
            {
                file.Flush(flushToDisk: true);
            }

            ExclusiveName.Take(temporary, copy);
            File.SetAttributes(copy, FileAttributes.ReadOnly);
            DurableFolder.Flush(Path.GetDirectoryName(copy)!);
            return copy;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw LedgerFile.Unavailable(path, $"no copy can be made beside it before it is upgraded: {e.Message.TrimEnd('.')}", e);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private async Task MarkAsync(string copy, CancellationToken stop)
    {
        using DbConnection marking = _database.ConnectBy!(LedgerFile.ConnectionString(copy));
        await marking.OpenAsync(stop).ConfigureAwait(false);
        using DbCommand mark = marking.CreateCommand();
        mark.CommandText = $"PRAGMA user_version={SqliteHeader.CopyMark}";
        await mark.ExecuteNonQueryAsync(stop).ConfigureAwait(false);
    }
}
