using System;
using System.Collections.Generic;
using System.Data.Common;

namespace SkatFtps.Ledger.Sql;

/// <summary>A connection's commands, kept to be run again: the driver has parsed their statements already. One is used at a time.</summary>
/// <param name="connection">Stays open when this is closed.</param>
/// <param name="timeout">Seconds.</param>
internal sealed class LedgerCommands(DbConnection connection, int timeout) : IDisposable
{
    // The ledger has fewer statements than this, but some are made of lists of any length.
    private const int Kept = 64;

    private readonly DbConnection _connection = connection;
    private readonly int _timeout = timeout;
    private readonly Dictionary<string, DbCommand> _commands = new(StringComparer.Ordinal);

    /// <returns>Ready to run, and not the caller's to dispose of.</returns>
    public DbCommand Prepare(string sql, (string Name, object? Value)[] parameters)
    {
        if (!_commands.TryGetValue(sql, out DbCommand? command))
        {
            if (_commands.Count == Kept)
            {
                Dispose();
            }

            command = Make(sql);
            _commands.Add(sql, command);
        }

        // A statement names its parameters, so they come in the same number, though perhaps not in the same order.
        for (int i = 0; i < parameters.Length; i++)
        {
            DbParameter parameter = i < command.Parameters.Count
                ? command.Parameters[i]
                : command.Parameters[command.Parameters.Add(command.CreateParameter())];
            if (parameter.ParameterName != parameters[i].Name)
            {
                parameter.ParameterName = parameters[i].Name;
            }

            parameter.Value = parameters[i].Value ?? DBNull.Value;
        }

        return command;
    }

    /// <returns>Not kept: the caller's to dispose of.</returns>
    public DbCommand Make(string sql)
    {
        DbCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = _timeout;
        return command;
    }

    public void Dispose()
    {
        foreach (DbCommand command in _commands.Values)
        {
            command.Dispose();
        }

        _commands.Clear();
    }
}
