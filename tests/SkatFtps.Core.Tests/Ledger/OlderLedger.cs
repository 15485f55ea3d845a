using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ledger;
using SkatFtps.Ledger.Rows;
using SkatFtps.Ledger.Sql;

namespace SkatFtps.Core.Tests.Ledger;

/// <summary>A ledger as an older version of the module left it: its own steps of the schema, and rows as it wrote them.</summary>
internal sealed class OlderLedger : IAsyncDisposable
{
    private readonly DbConnection _connection;
    private readonly LedgerCommands _commands;
    private readonly LedgerScope _scope;
    private readonly int _version;

    private OlderLedger(DbConnection connection, LedgerDialect dialect, int version)
    {
        _connection = connection;
        _commands = new LedgerCommands(connection, 30);
        _scope = new LedgerScope(_commands, dialect, 0, CancellationToken.None);
        _version = version;
    }

    /// <param name="connection">Open; disposed with the ledger.</param>
    /// <param name="dialect">Its database's.</param>
    /// <param name="version">1 or 2.</param>
    public static async Task<OlderLedger> MakeAsync(DbConnection connection, LedgerDialect dialect, int version)
    {
        var ledger = new OlderLedger(connection, dialect, version);
        if (dialect == LedgerDialect.Sqlite)
        {
            await ledger._scope.ExecuteAsync("PRAGMA journal_mode=WAL");
        }

        await LedgerSchema.MigrateAsync(ledger._scope, version);
        return ledger;
    }

    public Task<long> AddAccountAsync(string host, string user) => _scope.InsertAsync(
        "skatftps_account", ("gateway_host", host), ("user_name", user), ("user_key", NameKey.Of(user)), ("opened_at", 1L));

    public Task<long> AddSubmissionAsync(long account, string name, SubmissionState state, string sha256, long length, string? owner = null)
    {
        List<(string, object?)> values =
        [
            ("account_id", account), ("service", "Udlaan"), ("name", name), ("name_key", NameKey.Of(name)), ("sha256", sha256),
            ("length", length),
            ("validate_only", 0), ("allow_duplicate", 0), ("state", state.ToString()),
            ("reason", state == SubmissionState.InDoubt ? "the reply was lost" : null),
            ("token", Guid.NewGuid().ToString("N")), ("owner", owner), ("attempted", state == SubmissionState.Reserved ? 0 : 1),
            ("reserved_at", 1_700_000_000_000L), ("changed_at", 1_700_000_001_000L), ("machine", "OLD"), ("os_user", "operator"),
            ("process_id", 7L),
        ];
        if (_version >= 2)
        {
            values.Add(("content_key", length <= ContentMark.WholeUpTo ? sha256 : "key-of-" + name));
        }

        return _scope.InsertAsync("skatftps_submission", [.. values]);
    }

    /// <param name="account">Whose.</param>
    /// <param name="machine">Which logged in.</param>
    /// <param name="user">As which account of the operating system.</param>
    /// <param name="at">When, in milliseconds since 1970.</param>
    public Task<long> AddLoginAsync(long account, string machine, string user, long at) => _scope.InsertAsync(
        "skatftps_login", ("account_id", account), ("at", at), ("outcome", "LoggedIn"), ("machine", machine), ("os_user", user),
        ("process_id", 7L));

    public async Task ExecuteAsync(string sql) => await _scope.ExecuteAsync(sql);

    public async ValueTask DisposeAsync()
    {
        _commands.Dispose();
        await _connection.DisposeAsync();
    }
}
