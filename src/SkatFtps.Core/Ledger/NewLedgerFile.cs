using System;
using System.Data.Common;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Files;
using SkatFtps.Ledger.Sql;

namespace SkatFtps.Ledger;

/// <summary>Makes an embedded ledger: whole, under a name of its own, and only then under the name where others look for it.</summary>
internal static class NewLedgerFile
{
    /// <returns>False when another process was faster; its ledger is used.</returns>
    /// <exception cref="LedgerException">It cannot be made there.</exception>
    public static async Task<bool> MakeAsync(LedgerDatabase database, CancellationToken stop)
    {
        string path = database.Path!;
        string folder = Path.GetDirectoryName(path)!;
        string temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.new");
        try
        {
            // Empty is a valid new database; the driver's own files beside it take its rights.
            using (new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite))
            {
            }

            OwnerOnly.File(temporary);
            await FillAsync(database, temporary, stop).ConfigureAwait(false);
            using (var file = new FileStream(temporary, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
            {
                file.Flush(flushToDisk: true);
            }

            ExclusiveName.Take(temporary, path);
            DurableFolder.Flush(folder);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw LedgerFile.Unavailable(path, e.Message.TrimEnd('.'), e);
        }
        catch (DbException e)
        {
            throw LedgerErrors.FromDriver(database.Dialect.FaultOf(e), e, path, TimeSpan.Zero);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static async Task FillAsync(LedgerDatabase database, string path, CancellationToken stop)
    {
        using DbConnection connection = database.ConnectBy!(LedgerFile.ConnectionString(path));
        await connection.OpenAsync(stop).ConfigureAwait(false);
        using var commands = new LedgerCommands(connection, database.Dialect.CommandTimeout);
        var scope = new LedgerScope(commands, database.Dialect, 0, stop);
        foreach (string statement in database.Dialect.OnConnect)
        {
            await scope.ExecuteAsync(statement).ConfigureAwait(false);
        }

        await scope.ExecuteAsync(database.Dialect.Begin).ConfigureAwait(false);
        await LedgerSchema.MigrateAsync(scope).ConfigureAwait(false);
        await scope.ExecuteAsync("COMMIT").ConfigureAwait(false);
    }
}
