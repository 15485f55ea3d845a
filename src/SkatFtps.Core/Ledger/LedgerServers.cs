using System;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ledger.Sql;
using SkatFtps.Text;

namespace SkatFtps.Ledger;

/// <summary>
/// What is known of the servers behind a gateway's name, each by its address and greeting: a farm may hold several kinds.
/// </summary>
public sealed class LedgerServers
{
    private readonly LedgerConnection _connection;

    internal LedgerServers(LedgerConnection connection) => _connection = connection;

    /// <returns>Null where nothing was kept of it.</returns>
    public Task<ServerEndRecord?> FindAsync(string peerAddress, string greeting, CancellationToken stop) =>
        _connection.ReadAsync(
            async scope => (await scope.ReadAsync(
                "SELECT confirmed, in_row, doubts, unlearned FROM skatftps_server WHERE account_id = @account AND server_key = @key",
                row => (ServerEndRecord?)new ServerEndRecord(
                    (int)row.Number(0), (int)row.Number(1), (row.IsDBNull(2) ? string.Empty : row.GetString(2)).Split(
                        ['\n'], StringSplitOptions.RemoveEmptyEntries), row.Number(3) != 0),
                ("@account", scope.Account),
                ("@key", KeyOf(peerAddress, greeting))).ConfigureAwait(false)).FirstOrDefault(),
            stop);

    /// <summary>Keeps what is known now.</summary>
    public Task KeepAsync(string peerAddress, string greeting, ServerEndRecord known, CancellationToken stop) =>
        _connection.WriteAsync(
            async scope =>
            {
                string key = KeyOf(peerAddress, greeting);
                (string, object?)[] values =
                [
                    ("confirmed", known.Confirmed), ("in_row", known.InRow), ("doubts", string.Join(
                        "\n", known.Doubts)), ("unlearned", known.Unlearned ? 1 : 0), ("changed_at", scope.Now),
                ];
                int changed = await scope.ExecuteAsync(
                    "UPDATE skatftps_server SET confirmed = @confirmed, in_row = @in_row, doubts = @doubts, unlearned = @unlearned,"
                        + " changed_at = @changed_at WHERE account_id = @account AND server_key = @key",
                    [
                        .. values.Select(value => ("@" + value.Item1, value.Item2)),
                        ("@account", scope.Account),
                        ("@key", key)]).ConfigureAwait(false);
                if (changed == 0)
                {
                    await scope.InsertAsync(
                        "skatftps_server",
                        [
                            ("account_id", scope.Account),
                            ("server_key", key),
                            ("peer_address", peerAddress),
                            ("greeting", greeting),
                            .. values]).ConfigureAwait(false);
                }

                return true;
            },
            stop);

    // A greeting may be longer than a key.
    private static string KeyOf(string peerAddress, string greeting) => Hex.Sha256(Encoding.UTF8.GetBytes(peerAddress + "\n" + greeting));
}
