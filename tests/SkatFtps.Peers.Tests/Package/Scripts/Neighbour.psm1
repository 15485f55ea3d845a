# A module that keeps something in a database, as others do: its drivers are loaded for everyone.
function Get-NeighbourAnswer {
    $connection = [Microsoft.Data.Sqlite.SqliteConnection]::new('Data Source=:memory:')
    $connection.Open()
    $command = $connection.CreateCommand()
    $command.CommandText = 'SELECT 6 * 7'
    "$($command.ExecuteScalar()) $([Npgsql.NpgsqlConnectionStringBuilder]::new('Host=theirs').Host)"
    $connection.Dispose()
}
