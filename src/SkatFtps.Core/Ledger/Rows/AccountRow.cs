using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using SkatFtps.Ledger.Sql;

namespace SkatFtps.Ledger.Rows;

/// <summary>One gateway user at one host: what names and contents are compared within.</summary>
internal static class AccountRow
{
    /// <summary>Finds the account, by its index and among all accounts: one that seems new has forgotten every name.</summary>
    /// <returns>Zero when there is none.</returns>
    /// <exception cref="DamagedRowException">The index and the table differ, or a row is not as it was written.</exception>
    public static async Task<long> FindAsync(LedgerScope scope, string gatewayHost, string userName)
    {
        string key = NameKey.Of(userName);
        long indexed = await scope.NumberAsync(
            "SELECT id FROM skatftps_account WHERE gateway_host = @host AND user_key = @key",
            ("@host", gatewayHost),
            ("@key", key)).ConfigureAwait(false);
        long listed = 0;
        foreach ((long id, string host, string user, long? checksum) in await ReadAllAsync(scope).ConfigureAwait(false))
        {
            if (checksum != ChecksumOf(id, host, user))
            {
                throw new DamagedRowException($"account {id} is not as it was written");
            }

            listed = host == gatewayHost && user == key ? id : listed;
        }

        if (indexed != listed)
        {
            throw new DamagedRowException("the accounts and their index differ");
        }

        return indexed;
    }

    /// <summary>
    /// As <see cref="FindAsync"/>, and adds the account where there is none; within a transaction that holds the whole ledger.
    /// </summary>
    public static async Task<long> FindOrAddAsync(LedgerScope scope, string gatewayHost, string userName) =>
        await FindAsync(scope, gatewayHost, userName).ConfigureAwait(false) is long id and not 0
            ? id
            : await AddAsync(scope, gatewayHost, userName, NameKey.Of(userName)).ConfigureAwait(false);

    /// <summary>Writes that it was opened: a ledger that cannot be written to shows here, before any network.</summary>
    public static Task<int> OpenedAsync(LedgerScope scope) =>
        scope.ExecuteAsync($"UPDATE skatftps_account SET opened_at = {scope.Dialect.Clock} WHERE id = @id", ("@id", scope.Account));

    /// <summary>Of every account.</summary>
    public static Task<List<(long Id, string Host, string UserKey)>> ReadNamesAsync(LedgerScope scope) =>
        scope.ReadAsync(
            "SELECT id, gateway_host, user_key FROM skatftps_account ORDER BY id",
            row => (row.Number(0), row.GetString(1), row.GetString(2)));

    /// <summary>Over what tells it from others.</summary>
    public static long ChecksumOf(long id, string gatewayHost, string userKey) =>
        new Checksum().Add(id).Add(gatewayHost).Add(userKey).Value;

    private static Task<List<(long Id, string Host, string UserKey, long? Checksum)>> ReadAllAsync(LedgerScope scope) =>
        scope.ReadAsync(
            "SELECT id, gateway_host, user_key, checksum FROM skatftps_account ORDER BY id",
            row => (row.Number(0), row.GetString(1), row.GetString(2), row.NumberOrNull(3)));

    private static async Task<long> AddAsync(LedgerScope scope, string gatewayHost, string userName, string key)
    {
        long id = await scope.InsertAsync(
            "skatftps_account",
            ("gateway_host", gatewayHost),
            ("user_name", userName),
            ("user_key", key),
            ("opened_at", 0L),
            ("counter", 0L)).ConfigureAwait(false);
        await scope.ExecuteAsync(
            "UPDATE skatftps_account SET checksum = @checksum WHERE id = @id",
            ("@checksum", ChecksumOf(id, gatewayHost, key)),
            ("@id", id)).ConfigureAwait(false);
        return id;
    }
}
