using System.Threading.Tasks;
using SkatFtps.Ledger.Sql;

namespace SkatFtps.Ledger.Rows;

/// <summary>One gateway user at one host: what names and contents are compared within.</summary>
internal static class AccountRow
{
    /// <summary>Finds or adds the account and writes that it was opened: a ledger that cannot be written to shows here, before any network.</summary>
    public static async Task<long> OpenAsync(LedgerScope scope, string gatewayHost, string userName)
    {
        string key = NameKey.Of(userName);
        long id = await scope.NumberAsync(
            "SELECT id FROM skatftps_account WHERE gateway_host = @host AND user_key = @key",
            ("@host", gatewayHost),
            ("@key", key)).ConfigureAwait(false);
        if (id == 0)
        {
            id = await scope.InsertAsync(
                "skatftps_account",
                ("gateway_host", gatewayHost),
                ("user_name", userName),
                ("user_key", key),
                ("opened_at", 0L)).ConfigureAwait(false);
        }

        await scope.ExecuteAsync(
            $"UPDATE skatftps_account SET opened_at = {scope.Dialect.Clock} WHERE id = @id",
            ("@id", id)).ConfigureAwait(false);
        return id;
    }
}
