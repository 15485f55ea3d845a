using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ledger.Rows;

namespace SkatFtps.Ledger.Sql;

/// <summary>One turn at the database: within a transaction that holds the account when it writes.</summary>
internal sealed class LedgerScope(LedgerCommands commands, LedgerDialect dialect, long account, CancellationToken stop)
{
    private readonly LedgerCommands _commands = commands;
    private readonly CancellationToken _stop = stop;

    public LedgerDialect Dialect { get; } = dialect;

    public long Account { get; } = account;

    /// <summary>The database's clock when the account was locked; zero in a scope that only reads.</summary>
    public long Now { get; set; }

    /// <summary>What this transaction has written of ends that were kept, with the states they led to.</summary>
    public IReadOnlyDictionary<SubmissionEnd, SubmissionState> Ends { get; set; } = new Dictionary<SubmissionEnd, SubmissionState>();

    public async Task<int> ExecuteAsync(string sql, params (string Name, object? Value)[] parameters)
    {
        DbCommand command = _commands.Prepare(sql, parameters);
        return await command.ExecuteNonQueryAsync(_stop).ConfigureAwait(false);
    }

    /// <summary>A statement that will not come again: it is not kept.</summary>
    public async Task<int> ExecuteOnceAsync(string sql)
    {
        using DbCommand command = _commands.Make(sql);
        return await command.ExecuteNonQueryAsync(_stop).ConfigureAwait(false);
    }

    /// <summary>The first value as a number; zero for NULL or no row.</summary>
    public async Task<long> NumberAsync(string sql, params (string Name, object? Value)[] parameters)
    {
        DbCommand command = _commands.Prepare(sql, parameters);
        object? value = await command.ExecuteScalarAsync(_stop).ConfigureAwait(false);
        return Read(() => value is null or DBNull ? 0 : Convert.ToInt64(value, CultureInfo.InvariantCulture));
    }

    public async Task<List<T>> ReadAsync<T>(string sql, Func<DbDataReader, T> row, params (string Name, object? Value)[] parameters)
    {
        var rows = new List<T>();
        DbCommand command = _commands.Prepare(sql, parameters);
        using DbDataReader reader = await command.ExecuteReaderAsync(_stop).ConfigureAwait(false);
        while (await reader.ReadAsync(_stop).ConfigureAwait(false))
        {
            rows.Add(Read(() => row(reader)));
        }

        return rows;
    }

    /// <summary>Adds a row; each value's name is its column's.</summary>
    /// <returns>The new row's id.</returns>
    public Task<long> InsertAsync(string table, params (string Column, object? Value)[] values)
    {
        string columns = string.Join(", ", values.Select(v => v.Column));
        string names = string.Join(", ", values.Select(v => "@" + v.Column));
        return NumberAsync(
            $"INSERT INTO {table} ({columns}) VALUES ({names}) RETURNING id", values.Select(v => ("@" + v.Column, v.Value)).ToArray());
    }

    /// <summary>A value of a kind that its column never has is damage, not a fault of this program.</summary>
    private static T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is InvalidCastException or FormatException or OverflowException or ArgumentException)
        {
            throw new DamagedRowException("a value is not of its column's kind", e);
        }
    }
}
