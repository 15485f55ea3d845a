using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ledger;
using Xunit;

namespace SkatFtps.Core.Tests.Ledger;

/// <summary>Real processes at one ledger file: racing, dying, killed.</summary>
public sealed class SqliteProcessTests : IDisposable
{
    private const string User = "CVR_12345678_UI_x";

    private readonly SqliteLedger _sqlite = new();

    public void Dispose() => _sqlite.Dispose();

    [Fact]
    public async Task Of_many_processes_racing_for_one_name_one_may_send()
    {
        List<WorkerProcess> workers = Enumerable.Range(0, 24).Select(_ => Start("race", "a", "1")).ToList();
        foreach (WorkerProcess worker in workers)
        {
            await worker.ExpectAsync("ready");
        }

        workers.ForEach(worker => worker.Go());
        IReadOnlyList<string>[] said = await Task.WhenAll(workers.Select(worker => worker.ReadToEndAsync()));

        Assert.Equal(["won a0.xml"], said.SelectMany(lines => lines));
        workers.ForEach(worker => worker.Dispose());
    }

    [Theory]
    [InlineData("reserved", null)]
    [InlineData("sending", SubmissionState.InDoubt)]
    public async Task A_dead_process_is_seen_at_once(string step, SubmissionState? expected)
    {
        using WorkerProcess worker = Start("hold", step, "a.xml");
        await worker.ExpectAsync("ready");
        worker.Go();
        await worker.ExpectAsync("held");
        using SubmissionLedger ledger = await OpenAsync();
        Assert.Equal(step, (await FindAnyAsync(ledger)).State.ToString(), ignoreCase: true);

        await worker.KillAsync();
        Assert.Equal(expected, (await ledger.Submissions.FindAsync("a.xml", CancellationToken.None))?.State);
        LedgerSubmission row = await FindAnyAsync(ledger);
        Assert.Equal(expected ?? SubmissionState.Withdrawn, row.State);
        Assert.Contains(worker.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), row.Reason);
    }

    [Fact]
    public async Task What_a_killed_process_had_said_is_in_the_ledger()
    {
        for (int round = 0; round < 5; round++)
        {
            string prefix = $"r{round}-";
            using WorkerProcess worker = Start("churn", prefix);
            await worker.ExpectAsync("ready");
            worker.Go();

            // Killed after a few lines, wherever it then is.
            var said = new List<string>();
            for (int line = 0; line < 7 + (round * 3); line++)
            {
                said.Add((await worker.ReadLineAsync())!);
            }

            said.AddRange(await worker.KillAsync());

            using SubmissionLedger ledger = await OpenAsync();
            var states = new Dictionary<string, SubmissionState>();
            await ledger.Submissions.ReadAsync(new SubmissionFilter(), s => states[s.FileName] = s.State, CancellationToken.None);
            foreach (string name in Names(said, "sent "))
            {
                Assert.Equal(SubmissionState.Sent, states[name]);
            }

            foreach (string name in Names(said, "begun ").Except(Names(said, "sent ")))
            {
                Assert.True(states[name] is SubmissionState.Sent or SubmissionState.InDoubt, $"{name} is {states[name]}");
            }

            Assert.DoesNotContain(states.Values, state => state is SubmissionState.Reserved or SubmissionState.Sending);
        }

        using var connection = _sqlite.Connect();
        using var check = connection.CreateCommand();
        check.CommandText = "PRAGMA integrity_check";
        Assert.Equal("ok", check.ExecuteScalar());
    }

    private static IEnumerable<string> Names(IEnumerable<string> lines, string verb) =>
        lines.Where(
            line => line.StartsWith(verb, StringComparison.Ordinal) && line.EndsWith(
                ".xml", StringComparison.Ordinal)).Select(line => line[verb.Length..]);

    private static async Task<LedgerSubmission> FindAnyAsync(SubmissionLedger ledger)
    {
        var found = new List<LedgerSubmission>();
        await ledger.Submissions.ReadAsync(new SubmissionFilter { FileName = "a.xml" }, found.Add, CancellationToken.None);
        return Assert.Single(found);
    }

    private WorkerProcess Start(params string[] job) => new(["sqlite", _sqlite.ConnectionString, ".", User, .. job]);

    private Task<SubmissionLedger> OpenAsync() =>
        SubmissionLedger.OpenAsync(_sqlite.Database, "gateway.test", User, LedgerOwner.Current(), null, CancellationToken.None);
}
