using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Data.Sqlite;
using Npgsql;
using SkatFtps.Ledger;

namespace SkatFtps.LedgerWorker;

/// <summary>
/// sqlite|postgresql CONNECTION MACHINE USER JOB...: opens the ledger, says "ready", waits for a line, and does the job:
/// race PREFIX COUNT (prints "won NAME"), hold reserved|sending NAME (prints "held"), churn PREFIX (prints "begun NAME", "sent NAME" until
/// killed).
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        string connection = args[1];
        LedgerDatabase database = args[0] == "sqlite"
            ? LedgerDatabase.OfFile(new SqliteConnectionStringBuilder(connection).DataSource, settings => new SqliteConnection(settings))
            : new LedgerDatabase(LedgerDialect.PostgreSql, () => new NpgsqlConnection(connection), "worker");
        LedgerOwner self = LedgerOwner.Current();
        LedgerOwner owner = args[2] == "." ? self : new LedgerOwner(args[2], args[2], self.OsUser, self.ProcessId, self.ProcessMark);
        var options = new LedgerOptions { BusyDeadline = TimeSpan.FromMinutes(5) };

        using SubmissionLedger ledger = await SubmissionLedger.OpenAsync(
            database, "gateway.test", args[3], owner, options, CancellationToken.None);
        Say("ready");
        if (Console.ReadLine() is null)
        {
            return 1;
        }

        await (args[4] switch
        {
            "race" => RaceAsync(ledger, args[5], int.Parse(args[6], CultureInfo.InvariantCulture)),
            "hold" => HoldAsync(ledger, args[5] == "sending", args[6]),
            "churn" => ChurnAsync(ledger, args[5]),
            _ => throw new ArgumentException(args[4]),
        });
        await ledger.CloseAsync(CancellationToken.None);
        return 0;
    }

    private static async Task RaceAsync(SubmissionLedger ledger, string prefix, int count)
    {
        int start = Random.Shared.Next(count);
        for (int i = 0; i < count; i++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"{prefix}{(start + i) % count}.xml");
            try
            {
                Reservation held = await ReserveAsync(ledger, name);
                await ledger.BeginSendingAsync(held, CancellationToken.None);
                Say("won " + name);
                await ledger.SentAsync(held, CancellationToken.None);
            }
            catch (LedgerException e) when (e.ErrorId is "FileNameAlreadySent" or "ContentAlreadySent")
            {
                // Another was first.
            }
        }
    }

    private static async Task HoldAsync(SubmissionLedger ledger, bool sending, string name)
    {
        Reservation held = await ReserveAsync(ledger, name);
        if (sending)
        {
            await ledger.BeginSendingAsync(held, CancellationToken.None);
        }

        Say("held");
        Console.ReadLine();
    }

    private static async Task ChurnAsync(SubmissionLedger ledger, string prefix)
    {
        for (int i = 0; ; i++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"{prefix}{i}.xml");
            Reservation held = await ReserveAsync(ledger, name);
            await ledger.BeginSendingAsync(held, CancellationToken.None);
            Say("begun " + name);
            await ledger.SentAsync(held, CancellationToken.None);
            Say("sent " + name);
        }
    }

    /// <summary>The content is the name's: one name, one content.</summary>
    private static Task<Reservation> ReserveAsync(SubmissionLedger ledger, string name) =>
        ledger.ReserveAsync(
            "Udlaan",
            name,
            Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name))),
            1,
            false,
            false,
            CancellationToken.None);

    private static void Say(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }
}
