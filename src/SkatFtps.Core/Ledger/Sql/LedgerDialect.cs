using System;
using System.Collections.Generic;
using System.Data.Common;
using SkatFtps.Ledger.Sql;

namespace SkatFtps.Ledger;

/// <summary>All that differs between databases.</summary>
public sealed class LedgerDialect
{
    private LedgerDialect(string name) => Name = name;

    public static LedgerDialect Sqlite { get; } = new("SQLite")
    {
        // FULL: a commit has reached the disk when it returns. WAL: one flush a commit, and readers never wait for writers.
        // fullfsync: macOS flushes the drive's own cache only when asked.
        OnConnect =
        [
            "PRAGMA busy_timeout=250",
            "PRAGMA synchronous=FULL",
            "PRAGMA fullfsync=1",
            "PRAGMA checkpoint_fullfsync=1",
            "PRAGMA trusted_schema=OFF",
            "PRAGMA journal_mode=WAL",
        ],

        // With the write-ahead log NORMAL is as consistent as FULL, and the next flush brings to the disk what lies before it.
        Journal = "PRAGMA journal_mode",
        JournalForUnflushed = "wal",
        Unflushed = "PRAGMA synchronous=NORMAL",
        Flushed = "PRAGMA synchronous=FULL",

        // The driver repeats a busy command for this long and hears no token meanwhile; the ledger's own deadline is longer.
        CommandTimeout = 1,
        Begin = "BEGIN IMMEDIATE",
        BeginReading = "BEGIN",
        Clock = "CAST(ROUND((julianday('now') - 2440587.5) * 86400000.0) AS INTEGER)",
        TableExists = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = @table",
        Types = new Dictionary<string, string>
        {
            ["{id}"] = "INTEGER PRIMARY KEY AUTOINCREMENT",
            ["{long}"] = "INTEGER",
            ["{int}"] = "INTEGER",
            ["{name}"] = "TEXT",
            ["{text}"] = "TEXT",
            ["{blob}"] = "BLOB",
        },

        // What is cleared must not stay behind in free pages or in the write-ahead log.
        BeforeClearing = "PRAGMA secure_delete=ON",
        AfterClearing = "PRAGMA wal_checkpoint(TRUNCATE)",
    };

    public static LedgerDialect PostgreSql { get; } = new("PostgreSQL")
    {
        OnConnect = ["SET synchronous_commit = on", "SET lock_timeout = '2s'"],
        CommandTimeout = 30,
        Begin = "BEGIN ISOLATION LEVEL READ COMMITTED",
        BeginReading = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        Exclusive = "SELECT pg_advisory_xact_lock(7283651962105447)",
        Namespace = "SELECT current_schema()",
        Clock = "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)",
        TableExists = "SELECT COUNT(*) FROM pg_class WHERE oid = to_regclass(@table)",
        Types = new Dictionary<string, string>
        {
            ["{id}"] = "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
            ["{long}"] = "BIGINT",
            ["{int}"] = "INTEGER",
            ["{name}"] = "TEXT",
            ["{text}"] = "TEXT",
            ["{blob}"] = "BYTEA",
        },
    };

    public string Name { get; }

    internal IReadOnlyList<string> OnConnect { get; private set; } = [];

    /// <summary>Seconds.</summary>
    internal int CommandTimeout { get; private set; }

    internal string Begin { get; private set; } = "";

    /// <summary>Begins a transaction whose statements all see one state of the database.</summary>
    internal string BeginReading { get; private set; } = "";

    /// <summary>Lets one caller at a time change the schema or add an account; null where <see cref="Begin"/> does it.</summary>
    internal string? Exclusive { get; private set; }

    /// <summary>Asks how the connection keeps its journal, where that decides whether <see cref="Unflushed"/> is safe.</summary>
    internal string? Journal { get; private set; }

    internal string? JournalForUnflushed { get; private set; }

    /// <summary>
    /// Outside a transaction: commits return before the disk has them, until <see cref="Flushed"/>; null where all wait for it.
    /// </summary>
    internal string? Unflushed { get; private set; }

    internal string? Flushed { get; private set; }

    /// <summary>Asks in which part of the database the tables lie; null where it has no parts.</summary>
    internal string? Namespace { get; private set; }

    /// <summary>Milliseconds since 1970, UTC, by the database's clock.</summary>
    internal string Clock { get; private set; } = "";

    internal string TableExists { get; private set; } = "";

    internal IReadOnlyDictionary<string, string> Types { get; private set; } = new Dictionary<string, string>();

    internal string? BeforeClearing { get; private set; }

    internal string? AfterClearing { get; private set; }

    /// <summary>Null when the connection's driver is not known.</summary>
    internal static LedgerDialect? Of(DbConnection connection) => connection.GetType().Name switch
    {
        "SqliteConnection" or "SQLiteConnection" => Sqlite,
        "NpgsqlConnection" => PostgreSql,
        _ => null,
    };

    /// <summary>
    /// Holds the account's row for the rest of the transaction: one writer an account. Raises its counter, and reads the clock, the counter
    /// and which ledger this is, in one round trip. In SQLite the row also gets a mark that can be found in the write-ahead log.
    /// </summary>
    internal string LockAccount => "UPDATE skatftps_account SET counter = counter + 1"
        + (this == Sqlite ? $", mark = '{CounterMark.Prefix}' || id || ':' || (counter + 1) || ':' || @flushed || ';'" : "")
        + $" WHERE id = @account RETURNING {Clock}, counter, (SELECT MAX(ledger) FROM skatftps_ledger)";

    internal string Schema(string statement)
    {
        foreach (KeyValuePair<string, string> type in Types)
        {
            statement = statement.Replace(type.Key, type.Value);
        }

        return statement;
    }

    internal LedgerFault FaultOf(Exception e)
    {
        if (e is DamagedRowException)
        {
            return LedgerFault.Unreadable;
        }

        // The drivers are not referenced, so their codes are read by the property's name.
        if (Property(e, "SqliteErrorCode") is int sqlite)
        {
            return sqlite switch
            {
                5 or 6 => LedgerFault.Busy,
                8 => LedgerFault.ReadOnly,
                11 or 26 => LedgerFault.Unreadable,
                13 => LedgerFault.Full,
                3 or 10 or 14 or 23 => LedgerFault.Unavailable,
                1 when e.Message.Contains("no such table") => LedgerFault.Gone,
                _ => LedgerFault.Other,
            };
        }

        if (Property(e, "SqlState") is string state)
        {
            return state switch
            {
                "40001" or "40P01" or "55P03" or "57P03" or "53300" => LedgerFault.Busy,
                "25006" or "42501" => LedgerFault.ReadOnly,
                "28000" or "28P01" => LedgerFault.LoginRefused,
                "53100" => LedgerFault.Full,
                "42P01" or "3F000" => LedgerFault.Gone,
                _ when state.StartsWith("08", StringComparison.Ordinal)
                    || state.StartsWith("57P", StringComparison.Ordinal) => LedgerFault.Unavailable,
                _ => LedgerFault.Other,
            };
        }

        return LedgerFault.Unavailable;
    }

    private static object? Property(Exception e, string name) => e.GetType().GetProperty(name)?.GetValue(e);
}
