using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Data.Sqlite;
using SkatFtps.Ledger;
using SkatFtps.Ledger.Rows;
using SkatFtps.Ledger.Sql;

namespace SkatFtps.Benchmarks.Wire;

/// <summary>Makes a ledger as months of use leave it: in one transaction, where the module would flush each row.</summary>
internal static class FilledLedger
{
    /// <summary>Statuses that were read and written out before.</summary>
    public static async Task HoldStatusesAsync(WireRun run, IReadOnlyList<(string Name, byte[] Xml)> statuses)
    {
        await using SqliteConnection connection = await OpenAsync(run);
        await using SqliteTransaction transaction = connection.BeginTransaction();
        await using SqliteCommand insert = connection.CreateCommand();
        insert.CommandText =
            "INSERT INTO skatftps_status (account_id, name, sha256, size, service, file_name, file_key, transaction_id, transaction_key,"
                + " code, xml, read_at, written_at) "
            + "VALUES (1, @name, @sha256, @size, 'Udlaan', @id, @key, @id, @key, 1, @xml, @now, @now)";
        insert.Parameters.AddWithValue("@now", DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        foreach ((string name, byte[] xml) in statuses)
        {
            string id = name["status_Udlaan_".Length..^"_1.xml".Length];
            Set(
                insert,
                ("@name", name),
                ("@sha256", Convert.ToHexStringLower(SHA256.HashData(xml))),
                ("@size", xml.Length),
                ("@id", id),
                ("@key", id.ToUpperInvariant()),
                ("@xml", xml));
            await insert.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
    }

    /// <summary>Submissions of earlier months.</summary>
    public static async Task HoldSubmissionsAsync(WireRun run, int count)
    {
        await using SqliteConnection connection = await OpenAsync(run);
        using var commands = new LedgerCommands(connection, 30);
        var rows = new SubmissionRows(LedgerOwner.Current());
        var scope = new LedgerScope(commands, LedgerDialect.Sqlite, 1, CancellationToken.None)
        {
            Now = DateTimeOffset.UtcNow.AddDays(-60).ToUnixTimeMilliseconds(),
        };
        await scope.ExecuteAsync("BEGIN IMMEDIATE");
        for (int i = 0; i < count; i++)
        {
            var content = ContentMark.OfWhole(4096, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
            var entry = new ReservationEntry("Udlaan", $"earlier-{i}.bin", content, allowDuplicate: false, validateOnly: false);
            await rows.AddAsync(scope, new LedgerSubmission(1, rows.By, entry, Guid.NewGuid().ToString("N"), string.Empty, scope.Now)
            {
                Owner = null,
                State = SubmissionState.Answered,
                Attempted = true,
            });
        }

        await scope.ExecuteAsync("COMMIT");
    }

    private static async Task<SqliteConnection> OpenAsync(WireRun run)
    {
        // Makes the tables and the account.
        (await new BenchmarkGateway(run.Server.Facts, run.LedgerPath).OpenLedgerAsync()).Dispose();
        var connection = new SqliteConnection(LedgerFile.ConnectionString(run.LedgerPath));
        await connection.OpenAsync();
        return connection;
    }

    private static void Set(SqliteCommand command, params (string Name, object Value)[] values)
    {
        foreach ((string name, object value) in values)
        {
            if (command.Parameters.Contains(name))
            {
                command.Parameters[name].Value = value;
            }
            else
            {
                command.Parameters.AddWithValue(name, value);
            }
        }
    }
}
