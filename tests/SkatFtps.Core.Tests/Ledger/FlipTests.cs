using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ledger;
using SkatFtps.Text;
using Xunit;
using Xunit.Abstractions;

namespace SkatFtps.Core.Tests.Ledger;

/// <summary>
/// One byte of the ledger changes: no name that was sent may be sent again. A third of the flips in a closed small ledger, a third in one
/// too large to be read at every opening, a third while it is open, after which the process is killed. SKATFTPS_FLIPS and SKATFTPS_SEED
/// make it longer, SKATFTPS_FORGET leaves out what the machine remembers outside the ledger.
/// </summary>
public sealed class FlipTests : IDisposable
{
    private const int Many = 1500;

    private static readonly int Flips = FromEnvironment("SKATFTPS_FLIPS", 51);
    private static readonly int Seed = FromEnvironment("SKATFTPS_SEED", 20260131);
    private static readonly bool Forgets = Environment.GetEnvironmentVariable("SKATFTPS_FORGET") is not null;

    private readonly ITestOutputHelper _output;
    private readonly SqliteLedger _sqlite = new();
    private readonly string _memory = Path.Combine(Path.GetTempPath(), "skatftps-" + Path.GetRandomFileName());
    private readonly string _kept = Path.Combine(Path.GetTempPath(), "skatftps-" + Path.GetRandomFileName());
    private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);
    private readonly List<string> _sentAgain = [];

    public FlipTests(ITestOutputHelper output)
    {
        _output = output;
        Directory.CreateDirectory(_kept);
    }

    public void Dispose()
    {
        _sqlite.Dispose();
        Directory.Delete(_memory, recursive: true);
        Directory.Delete(_kept, recursive: true);
    }

    [Fact]
    public async Task No_flip_sends_a_name_again()
    {
        await FlipClosedAsync("small", 40, Flips / 3);
        await FlipClosedAsync("large", Many, Flips / 3);
        await FlipOpenAsync(Flips - (Flips / 3 * 2));

        string figures = string.Join("; ", _seen.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}: {one.Value}"));
        _output.WriteLine($"{Flips} flips, seed {Seed}: {figures}");
        Assert.True(_sentAgain.Count == 0, $"{string.Join("; ", _sentAgain)}. {figures}");
    }

    private async Task FlipClosedAsync(string kind, int names, int flips)
    {
        Reset();
        string[] sent = Names(kind, names);
        using (SubmissionLedger ledger = await OpenAsync(kind))
        {
            await ledger.Submissions.TakeSpentAsync([.. sent.Select(name => ("Udlaan", name))], "sent", CancellationToken.None);
            await SendAsync(ledger, "last.xml");
            await ledger.CloseAsync(CancellationToken.None);
        }

        Keep();
        for (int flip = 0; flip < flips; flip++)
        {
            Restore();
            var random = new Random(unchecked((Seed * 31) + flip + names));
            string what = $"{kind} {flip}: {FlipByte(_sqlite.FilePath, random)}";
            await ProbeAsync(what, kind, [.. sent, "last.xml"]);
        }
    }

    private async Task FlipOpenAsync(int flips)
    {
        string[] sent = Names("open", 40);
        for (int flip = 0; flip < flips; flip++)
        {
            var random = new Random(unchecked((Seed * 17) + flip));
            Reset();
            SubmissionLedger ledger = await OpenAsync("open");
            await ledger.Submissions.TakeSpentAsync([.. sent.Select(name => ("Udlaan", name))], "sent", CancellationToken.None);
            var names = new List<string>(sent);
            int before = random.Next(1, 6);
            for (int i = 0; i < before; i++)
            {
                names.Add(await SendAsync(ledger, $"before-{i}.xml"));
            }

            // The log holds what was written last, so it is hit as often as the ledger itself.
            string file = _sqlite.FilePath + (random.Next(2) == 0 ? "-wal" : "");
            string what = $"open {flip}: {FlipByte(file, random)}";
            await GoOnAsync(ledger, names, random.Next(0, 3));
            await ProbeAsync(ledger, what, "open", names);
            await ProbeAsync(what, "open, another session", names);

            // As a kill leaves it: without the goodbye that empties the log.
            Keep();
            ledger.Dispose();
            Restore(log: true);
            await ProbeAsync(what, "killed", names);
        }
    }

    private async Task GoOnAsync(SubmissionLedger ledger, List<string> names, int count)
    {
        try
        {
            for (int i = 0; i < count; i++)
            {
                names.Add(await SendAsync(ledger, $"after-{i}.xml"));
            }

            Reservation held = await ReserveAsync(ledger, "sending.xml");
            await ledger.BeginSendingAsync(held, CancellationToken.None);
            names.Add("sending.xml");
        }
        catch (LedgerException e)
        {
            Count("open, going on: " + e.ErrorId);
        }
    }

    private async Task ProbeAsync(string what, string kind, IReadOnlyCollection<string> names)
    {
        try
        {
            using SubmissionLedger ledger = await OpenAsync(kind);
            await ProbeAsync(ledger, what, kind, names);
        }
        catch (LedgerException e)
        {
            Count($"{kind}, opening: {e.ErrorId}");
        }
    }

    private async Task ProbeAsync(SubmissionLedger ledger, string what, string kind, IReadOnlyCollection<string> names)
    {
        var refused = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in names)
        {
            try
            {
                if (await ledger.Submissions.FindAsync(name, CancellationToken.None) is null or { State: SubmissionState.Withdrawn })
                {
                    // Under another content: the name alone must hold.
                    Reservation held = await ledger.ReserveAsync(
                        "Udlaan", name, Hex.Sha256(Guid.NewGuid().ToByteArray()), 16, false, false, CancellationToken.None);
                    await ledger.BeginSendingAsync(held, CancellationToken.None);
                    _sentAgain.Add($"{what}: '{name}'");
                }
            }
            catch (LedgerException e)
            {
                refused.Add(e.ErrorId);
            }
        }

        Count($"{kind}: {(refused.Count == 0 ? "no harm" : string.Join('+', refused.Order(StringComparer.Ordinal)))}");
    }

    private Task<SubmissionLedger> OpenAsync(string kind) => SubmissionLedger.OpenAsync(
        _sqlite.Database,
        "gateway.test",
        "user",
        LedgerOwner.Current(),
        new LedgerOptions { MemoryFolder = Forgets ? null : _memory, SmallFile = kind == "large" ? 0 : LedgerExamination.SmallFile },
        CancellationToken.None);

    private static Task<Reservation> ReserveAsync(SubmissionLedger ledger, string name) =>
        ledger.ReserveAsync("Udlaan", name, Hex.Sha256(System.Text.Encoding.ASCII.GetBytes(name)), 3, false, false, CancellationToken.None);

    private static async Task<string> SendAsync(SubmissionLedger ledger, string name)
    {
        Reservation held = await ReserveAsync(ledger, name);
        await ledger.BeginSendingAsync(held, CancellationToken.None);
        await ledger.SentAsync(held, CancellationToken.None);
        return name;
    }

    private static string FlipByte(string path, Random random)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        long at = random.NextInt64(file.Length);
        file.Position = at;
        int old = file.ReadByte();

        // Much of a small file is empty: every other flip is of the next byte that says something.
        for (bool wantsContent = random.Next(2) == 0; wantsContent && old == 0; at++)
        {
            old = file.ReadByte();
            if (old < 0)
            {
                at = -1;
                file.Position = 0;
                old = file.ReadByte();
            }
        }

        int flipped = random.Next(2) == 0 ? old ^ (1 << random.Next(8)) : old ^ random.Next(1, 256);
        file.Position = at;
        file.WriteByte((byte)flipped);
        return string.Create(
            CultureInfo.InvariantCulture, $"{Path.GetFileName(path)} byte {at} of {file.Length}, {old:x2} to {flipped:x2}");
    }

    private void Reset()
    {
        Array.ForEach(Directory.GetFiles(Path.GetDirectoryName(_sqlite.FilePath)!), File.Delete);
        if (Directory.Exists(_memory))
        {
            Array.ForEach(Directory.GetFiles(_memory), File.Delete);
        }

        Directory.CreateDirectory(_memory);
    }

    private void Keep()
    {
        Array.ForEach(Directory.GetFiles(_kept), File.Delete);
        foreach (string path in Directory.GetFiles(Path.GetDirectoryName(_sqlite.FilePath)!).Where(
            path => !path.EndsWith("-shm", StringComparison.Ordinal)))
        {
            File.Copy(path, Path.Combine(_kept, Path.GetFileName(path)));
        }

        foreach (string path in Directory.GetFiles(_memory))
        {
            File.Copy(path, Path.Combine(_kept, "memory-" + Path.GetFileName(path)));
        }
    }

    private void Restore(bool log = false)
    {
        Reset();
        foreach (string path in Directory.GetFiles(_kept))
        {
            string name = Path.GetFileName(path);
            File.Copy(path, name.StartsWith("memory-", StringComparison.Ordinal)
                ? Path.Combine(_memory, name["memory-".Length..])
                : Path.Combine(Path.GetDirectoryName(_sqlite.FilePath)!, name));
        }

        Assert.Equal(log, File.Exists(_sqlite.FilePath + "-wal"));
    }

    private void Count(string what) => _seen[what] = _seen.GetValueOrDefault(what) + 1;

    private static string[] Names(string kind, int count) =>
        Enumerable.Range(0, count).Select(
            i => string.Create(CultureInfo.InvariantCulture, $"{kind}-{i * 7919 % 100_003}-return.xml")).ToArray();

    private static int FromEnvironment(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out int value)
            ? value
            : otherwise;
}
