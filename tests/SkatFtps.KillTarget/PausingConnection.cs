using System;
using Microsoft.Data.Sqlite;

namespace SkatFtps.KillTarget;

/// <summary>
/// The ledger's connection. Around each write that matters it has three steps: "NAME before" its statement, "NAME uncommitted"
/// before the transaction's COMMIT and "NAME committed" after it.
/// </summary>
public sealed class PausingConnection(string connectionString, PausePoint pause) : SqliteConnection(connectionString)
{
    private readonly PausePoint _pause = pause;
    private string? _write;

    public override SqliteCommand CreateCommand() => new PausingCommand(this) { Connection = this, CommandTimeout = DefaultTimeout };

    internal T Run<T>(SqliteCommand command, Func<T> execute)
    {
        string? write = NameOf(command);
        if (write is not null)
        {
            _pause.At(write + " before");
            _write = write;
            return execute();
        }

        if (command.CommandText != "COMMIT" || _write is null)
        {
            return execute();
        }

        write = _write;
        _write = null;
        _pause.At(write + " uncommitted");
        T result = execute();
        _pause.At(write + " committed");
        return result;
    }

    private static string? NameOf(SqliteCommand command)
    {
        string sql = command.CommandText;
        return sql.StartsWith("INSERT INTO skatftps_submission", StringComparison.Ordinal) ? "Reserved"
            : sql.StartsWith("UPDATE skatftps_submission SET state", StringComparison.Ordinal) ? (string)command.Parameters["@to"].Value!
            : sql.StartsWith("INSERT INTO skatftps_response", StringComparison.Ordinal) ? "Received"
            : sql.StartsWith("UPDATE skatftps_response SET removed_at", StringComparison.Ordinal) ? "Removed"
            : null;
    }
}
