using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Linq;
using System.Net;

namespace SkatFtps.Ledger.Sql;

/// <summary>What the ledger makes of a connection string for Npgsql: no secret in it, and no way for others to read along.</summary>
public static class PostgreSqlConnectionString
{
    private static readonly string[] PasswordKeys = ["password", "pwd", "psw", "sslpassword"];

    private static readonly string[] HostKeys = ["host", "server"];

    private static readonly string[] DatabaseKeys = ["database", "db"];

    /// <summary>
    /// Checks a user's connection string and completes it: SSL Mode=VerifyFull off loopback unless it names another mode; no pool.
    /// </summary>
    /// <exception cref="LedgerException">LedgerConnectionStringHasPassword, LedgerConnectionStringInvalid.</exception>
    public static string Check(string connectionString)
    {
        DbConnectionStringBuilder settings = Parse(connectionString);
        if (Find(settings, PasswordKeys) is not null)
        {
            throw new LedgerException(
                "LedgerConnectionStringHasPassword",
                "The ledger's connection string holds a password, which would stay in scripts, logs and history.");
        }

        if (Find(settings, HostKeys) is not string host || host.Length == 0)
        {
            throw new LedgerException(
                "LedgerConnectionStringInvalid",
                "The ledger's connection string names no host.");
        }

        if (!IsLoopback(host) && Find(settings, ["sslmode"]) is null)
        {
            settings["SSL Mode"] = "VerifyFull";
        }

        settings["Pooling"] = "False";
        settings["Enlist"] = "False";
        settings["Persist Security Info"] = "False";
        if (Find(settings, ["applicationname"]) is null)
        {
            settings["Application Name"] = "SkatFtps";
        }

        return settings.ConnectionString;
    }

    /// <summary>Asks the driver's own builder whether it knows every key and can read every value.</summary>
    /// <param name="checkedString">As <see cref="Check"/> gave it.</param>
    /// <param name="driver">Empty; of the driver.</param>
    /// <exception cref="LedgerException">LedgerConnectionStringKeyUnknown, LedgerConnectionStringInvalid.</exception>
    public static void CheckKeys(string checkedString, DbConnectionStringBuilder driver)
    {
        DbConnectionStringBuilder settings = Parse(checkedString);
        foreach (string key in settings.Keys.Cast<string>())
        {
            try
            {
                driver[key] = settings[key];
            }
            catch (Exception e) when (e is KeyNotFoundException || e.InnerException is KeyNotFoundException)
            {
                throw new LedgerException(
                    "LedgerConnectionStringKeyUnknown",
                    $"The ledger's connection string has a key '{key}', which the driver does not know.");
            }
            catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or OverflowException)
            {
                // The driver's message would quote the value.
                throw new LedgerException(
                    "LedgerConnectionStringInvalid", $"The ledger's connection string has a value for '{key}' that cannot be read.");
            }
        }
    }

    /// <summary>Adds who logs in. The result holds a secret: hand it to the driver only.</summary>
    public static string WithLogin(string checkedString, string user, string password)
    {
        DbConnectionStringBuilder settings = Parse(checkedString);
        foreach (string key in settings.Keys.Cast<string>().Where(k => Plain(k) is "username" or "userid" or "user" or "uid").ToList())
        {
            settings.Remove(key);
        }

        settings["Username"] = user;
        settings["Password"] = password;
        return settings.ConnectionString;
    }

    /// <summary>Host and database, for people.</summary>
    public static string Location(string connectionString)
    {
        DbConnectionStringBuilder settings = Parse(connectionString);
        string port = Find(settings, ["port"]) is string number ? $":{number}" : "";
        return $"{Find(settings, HostKeys)}{port}/{Find(settings, DatabaseKeys)}";
    }

    private static DbConnectionStringBuilder Parse(string connectionString)
    {
        try
        {
            return new DbConnectionStringBuilder { ConnectionString = connectionString };
        }
        catch (ArgumentException)
        {
            // The driver's message would quote the string.
            throw new LedgerException(
                "LedgerConnectionStringInvalid",
                "The ledger's connection string cannot be read: it is not of the form key=value;key=value.");
        }
    }

    private static string? Find(DbConnectionStringBuilder settings, string[] keys) =>
        settings.Keys.Cast<string>().Where(key => keys.Contains(Plain(key))).Select(key => settings[key].ToString()).FirstOrDefault();

    private static string Plain(string key) => key.Replace(" ", "").Replace("_", "").ToLowerInvariant();

    /// <summary>Every host of a list, by its address: a name may begin as it likes. A path is a Unix socket.</summary>
    private static bool IsLoopback(string hosts) => hosts.Split(',').Select(h => h.Trim()).All(host =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(WithoutPort(host), out IPAddress? address) && IPAddress.IsLoopback(address))
        || host.StartsWith("/", StringComparison.Ordinal));

    // A list may give each host a port of its own.
    private static string WithoutPort(string host)
    {
        int colon = host.IndexOf(':');
        return colon > 0 && colon == host.LastIndexOf(':') ? host.Substring(0, colon) : host;
    }
}
