using Microsoft.Data.Sqlite;

namespace SkatFtps.KillTarget;

/// <summary>A statement that its connection may hold up.</summary>
internal sealed class PausingCommand(PausingConnection connection) : SqliteCommand
{
    private readonly PausingConnection _connection = connection;

    public override int ExecuteNonQuery() => _connection.Run(this, base.ExecuteNonQuery);

    public override object? ExecuteScalar() => _connection.Run(this, base.ExecuteScalar);
}
