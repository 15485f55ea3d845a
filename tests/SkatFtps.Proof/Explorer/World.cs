using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Data.Sqlite;
using SkatFtps.Ledger;
using SkatFtps.Ledger.Rows;

namespace SkatFtps.Proof.Explorer;

/// <summary>
/// One file, two senders on two machines, a third process that sweeps, and a person, over one real ledger in memory. What happens is a list
/// of steps; the same list leads to the same world.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    public const string FileName = "x.xml";

    // Two of them are longer than half a lease, and than a lease.
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(70);
    private static readonly string[] Machines = ["A", "B"];

    private readonly SqliteConnection _connection = new("Data Source=:memory:");
    private readonly Dictionary<string, Sender> _senders = [];
    private readonly List<string> _broken = [];
    private int _arrivals;
    private int _persons;
    private int _beats;

    public int Ticks { get; private set; }

    /// <summary>What must never happen, and did.</summary>
    public IReadOnlyList<string> Broken => _broken;

    private TimeSpan Elapsed => Tick * Ticks;

    /// <param name="template">A ledger with its tables.</param>
    public static async Task<World> StartAsync(SqliteConnection template)
    {
        var world = new World();
        await world._connection.OpenAsync();
        lock (template)
        {
            template.BackupDatabase(world._connection);
        }

        foreach (string machine in Machines)
        {
            world._senders.Add(machine, new Sender(world, machine));
            await world._senders[machine].StartAsync();
        }

        return world;
    }

    public ValueTask DisposeAsync()
    {
        foreach (string machine in Machines)
        {
            Bury(machine);
        }

        return _connection.DisposeAsync();
    }

    public Task<SubmissionLedger> OpenAsync(string machine) => OpenAsync(_connection, machine, () => Elapsed);

    public static Task<SubmissionLedger> OpenAsync(SqliteConnection connection, string machine, Func<TimeSpan> elapsed) =>
        SubmissionLedger.OpenAsync(
            LedgerDatabase.FromConnection(connection),
            "gateway.test",
            "user",
            // One process for each machine: the set of ledgers that are open in it tells the living from the dead.
            new LedgerOwner(machine, machine, "user", Environment.ProcessId, machine),
            new LedgerOptions { ClockOffset = elapsed, Elapsed = elapsed },
            CancellationToken.None);

    /// <summary>The steps that can be taken now, by name.</summary>
    public List<string> Steps()
    {
        var steps = new List<string>();
        foreach (Sender sender in _senders.Values)
        {
            string[] own = sender.Place switch
            {
                Place.Dead => ["restarts"],
                Place.Idle => ["reserves"],
                Place.Reserved => ["begins", "crashes"],
                Place.Sending => ["stores", "stores in vain", "is refused", "crashes"],
                Place.Arrived => ["reads 226", "loses the reply", "crashes"],
                Place.Lost => ["loses the reply", "crashes"],
                Place.Refused => ["withdraws", "crashes"],
                _ => [],
            };
            steps.AddRange(own.Select(step => $"{sender.Machine} {step}"));
            if (sender.Place is Place.Reserved or Place.Sending && _beats < 1 && Ticks > 0)
            {
                steps.Add($"{sender.Machine} beats");
            }
        }

        LedgerRow[] rows = Rows();
        if (rows.Any(row => row.Owner is not null))
        {
            steps.Add("third sweeps");
        }

        if (Ticks < 3)
        {
            steps.Add("time passes");
        }

        if (_persons < 2 && rows.Any(row => row.State == "InDoubt"))
        {
            steps.Add("person resolves");
        }

        return steps;
    }

    public async Task TakeAsync(string step)
    {
        string[] words = step.Split(' ', 2);
        await (_senders.TryGetValue(words[0], out Sender? sender) ? TakeAsync(sender, words[1]) : TakeOwnAsync(step));
        LedgerRow[] rows = Rows();
        if (_arrivals > 1)
        {
            _broken.Add("the file arrived twice");
        }

        if (_arrivals > 0 && rows.All(row => row.State == "Withdrawn"))
        {
            _broken.Add("the file arrived, and its name is free");
        }
    }

    /// <summary>STOR goes over the wire.</summary>
    public void Stor(string machine, bool arrives)
    {
        if (!Rows().Any(row => row.State is not ("Reserved" or "Withdrawn")))
        {
            _broken.Add($"{machine} wrote STOR, and the ledger knows of no sending");
        }

        _arrivals += arrives ? 1 : 0;
    }

    /// <summary>The processes of a machine are gone.</summary>
    public void Bury(string machine)
    {
        foreach (string owner in Read("SELECT owner FROM skatftps_owner WHERE machine_id = @machine", row => row.GetString(0), machine))
        {
            LiveOwners.Remove(owner);
        }
    }

    /// <summary>
    /// All that decides what can happen from here, and nothing else: worlds with the same key are one state. The two senders are alike, so
    /// that it does not matter which of them is called A.
    /// </summary>
    public string Key()
    {
        LedgerRow[] rows = Rows();
        string one = Key(rows, "A", "B");
        string other = Key(rows, "B", "A");
        return string.CompareOrdinal(one, other) < 0 ? one : other;
    }

    private string Key(LedgerRow[] rows, string first, string second)
    {
        var key = new StringBuilder();
        foreach (string machine in new[] { first, second })
        {
            key.Append(_senders[machine].Place).Append(_senders[machine].BegunAgo).Append('|');
        }

        foreach (LedgerRow row in rows)
        {
            key.Append(row.State).Append(row.Owner is null ? '-' : row.Owner == first ? '1' : '2').Append(row.Machine == first ? '1' : '2')
                .Append(row.LeaseLeft).Append(row.Contested).Append(row.Review).Append('|');
        }

        return key.Append($"{_arrivals} {_persons} {_beats} {Ticks}").ToString();
    }

    private async Task TakeAsync(Sender sender, string step)
    {
        switch (step)
        {
            case "restarts":
                await sender.StartAsync();
                break;
            case "reserves":
                await sender.ReserveAsync();
                break;
            case "begins":
                await sender.BeginAsync();
                break;
            case "beats":
                _beats++;
                await sender.RenewAsync();
                break;
            case "crashes":
                sender.Crash();
                break;
            case "stores":
                await sender.StorAsync(Place.Arrived);
                break;
            case "stores in vain":
                await sender.StorAsync(Place.Lost);
                break;
            case "is refused":
                await sender.StorAsync(Place.Refused);
                break;
            case "reads 226":
                await sender.EndAsync(SubmissionState.Sent);
                break;
            case "loses the reply":
                await sender.EndAsync(SubmissionState.InDoubt);
                break;
            case "withdraws":
                await sender.EndAsync(SubmissionState.Withdrawn);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(step), step, null);
        }
    }

    private async Task TakeOwnAsync(string step)
    {
        switch (step)
        {
            case "time passes":
                Ticks++;
                break;
            case "third sweeps":
                (await OpenAsync("C")).Dispose();
                Bury("C");
                break;
            case "person resolves":
                await ResolveAsync();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(step), step, null);
        }
    }

    // The person looks at the gateway, says what is true there at this moment, and insists.
    private async Task ResolveAsync()
    {
        _persons++;
        using SubmissionLedger ledger = await OpenAsync("C");
        foreach (LedgerRow row in Rows().Where(row => row.State == "InDoubt"))
        {
            await ledger.Submissions.ResolveAsync(
                row.Id, _arrivals > 0, "looked at the gateway", "person", force: true, CancellationToken.None);
        }

        Bury("C");
    }

    private LedgerRow[] Rows() => Read(
        "SELECT s.id, s.state, o.machine_id, s.machine, o.lease_until, s.contested, s.needs_review FROM skatftps_submission s"
            + " LEFT JOIN skatftps_owner o ON o.owner = s.owner ORDER BY s.id",
        row => new LedgerRow(
            row.GetInt64(0),
            row.GetString(1),
            row.IsDBNull(2) ? null : row.GetString(2),
            row.GetString(3),
            row.IsDBNull(4)
                ? 0
                : (int)Math.Ceiling(
                    (row.GetInt64(4) - (DateTimeOffset.UtcNow + Elapsed).ToUnixTimeMilliseconds()) / Tick.TotalMilliseconds),
            !row.IsDBNull(5),
            !row.IsDBNull(6)));

    private T[] Read<T>(string sql, Func<SqliteDataReader, T> read, string? machine = null)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        if (machine is not null)
        {
            command.Parameters.AddWithValue("@machine", machine);
        }

        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return [.. rows];
    }

    private sealed record LedgerRow(long Id, string State, string? Owner, string Machine, int LeaseLeft, bool Contested, bool Review);
}
