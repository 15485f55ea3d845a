using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Reflection;
using System.Threading.Tasks;
using SkatFtps.Ledger.Sql;

namespace SkatFtps.Ledger.Rows;

/// <summary>Which installations of the module open the ledger: an account of a machine, and the folder the module lies in.</summary>
internal static class InstallationRows
{
    private static readonly Assembly Module = typeof(InstallationRows).Assembly;

    /// <summary>Writes that this installation opened the ledger now.</summary>
    public static async Task<int> OpenedAsync(LedgerScope scope, LedgerOwner self)
    {
        string key = KeyOf(self);
        int known = await scope.ExecuteAsync(
            "UPDATE skatftps_installation SET module = @module, known_schema = @schema, opened_at = @now WHERE place_key = @key",
            ("@module", Version),
            ("@schema", LedgerSchema.Version),
            ("@now", scope.Now),
            ("@key", key)).ConfigureAwait(false);
        if (known == 0)
        {
            await scope.InsertAsync(
                "skatftps_installation",
                ("machine", self.MachineName),
                ("os_user", self.OsUser),
                ("place", Place),
                ("place_key", key),
                ("module", Version),
                ("known_schema", LedgerSchema.Version),
                ("opened_at", scope.Now)).ConfigureAwait(false);
        }

        return known;
    }

    /// <summary>The other installations, each with when it last opened the ledger.</summary>
    public static Task<List<(string Machine, string User, DateTimeOffset At)>> ReadOthersAsync(LedgerScope scope, LedgerOwner self) =>
        scope.ReadAsync(
        "SELECT machine, os_user, opened_at FROM skatftps_installation WHERE place_key <> @key AND known_schema < @schema",
        row => (row.GetString(0), row.GetString(1), row.Time(2)),
        ("@key", KeyOf(self)),
        ("@schema", LedgerSchema.Version));

    private static string Place => string.IsNullOrEmpty(Module.Location) ? "?" : Path.GetDirectoryName(Module.Location)!;

    private static string KeyOf(LedgerOwner self) =>
        Checksum.Of($"{self.MachineName}|{self.OsUser}|{Place}").ToString("x16", CultureInfo.InvariantCulture);

    private static string Version => Module.GetName().Version?.ToString() ?? "?";
}
