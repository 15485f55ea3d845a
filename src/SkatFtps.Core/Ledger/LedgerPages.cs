using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ledger.Sql;

namespace SkatFtps.Ledger;

/// <summary>
/// Streams rows of a table. The ids that match are read first, then rows by id: no cursor stays open, and no page is sought twice.
/// </summary>
internal static class LedgerPages
{
    private const int Page = 500;

    /// <param name="connection">The ledger.</param>
    /// <param name="table">Without the prefix.</param>
    /// <param name="columns">The id first.</param>
    /// <param name="where">Follows the account: empty, or begins with AND.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="row">Reads one row.</param>
    /// <param name="found">Takes one row, in the order of ids; may use the ledger.</param>
    /// <param name="stop">Cancels.</param>
    public static async Task ReadAsync<T>(
        LedgerConnection connection,
        string table,
        string columns,
        string where,
        IReadOnlyCollection<(string, object?)> parameters,
        Func<DbDataReader, T> row,
        Func<T, Task> found,
        CancellationToken stop)
    {
        List<long> ids = await connection.ReadAsync(
            scope => scope.ReadAsync(
                $"SELECT id FROM skatftps_{table} WHERE account_id = @account{where}",
                id => id.Number(0),
                [("@account", scope.Account), .. parameters]),
            stop).ConfigureAwait(false);
        ids.Sort();

        for (int from = 0; from < ids.Count; from += Page)
        {
            string list = string.Join(
                ",", ids.GetRange(from, Math.Min(Page, ids.Count - from)).Select(id => id.ToString(CultureInfo.InvariantCulture)));
            List<T> page = await connection.ReadAsync(
                scope => scope.ReadAsync($"SELECT {columns} FROM skatftps_{table} WHERE id IN ({list}) ORDER BY id", row),
                stop).ConfigureAwait(false);
            foreach (T item in page)
            {
                stop.ThrowIfCancellationRequested();
                await found(item).ConfigureAwait(false);
            }
        }
    }

    public static Task ReadAsync<T>(
        LedgerConnection connection,
        string table,
        string columns,
        string where,
        IReadOnlyCollection<(string, object?)> parameters,
        Func<DbDataReader, T> row,
        Action<T> found,
        CancellationToken stop) =>
        ReadAsync(
            connection,
            table,
            columns,
            where,
            parameters,
            row,
            item =>
            {
                found(item);
                return Task.CompletedTask;
            },
            stop);
}
