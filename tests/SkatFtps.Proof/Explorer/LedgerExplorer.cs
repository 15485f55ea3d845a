using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Data.Sqlite;
using SkatFtps.Ledger;

namespace SkatFtps.Proof.Explorer;

/// <summary>
/// Takes every step that can be taken in every state that can be reached, to a depth. A state is reached by taking its way again from the
/// start, over a new ledger: what the ledger's own objects remember is real then.
/// </summary>
internal static class LedgerExplorer
{
    private const int Depth = 12;

    public static async Task<string> RunAsync(ProofRun run)
    {
        int depth = run.Options.Number("depth", Depth);
        run.Options.VerifyTaken();
        await using var template = new SqliteConnection("Data Source=:memory:");
        await template.OpenAsync();
        (await World.OpenAsync(template, "T", () => TimeSpan.Zero)).Dispose();

        (int states, int transitions, int reached) = await ExploreAsync(run, template, depth);

        // Folding is checked by doing without it, as deep as some seconds go.
        (int ways, int unfolded) = await UnfoldedAsync(run, template, TimeSpan.FromSeconds(20));
        return $"{states} states, {transitions} transitions, depth {reached} of {depth}; without folding {ways} ways to depth {unfolded}";
    }

    private static async Task<(int States, int Transitions, int Depth)> ExploreAsync(ProofRun run, SqliteConnection template, int depth)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        List<Visit> ways = [.. await StartAsync(run, template)];
        int transitions = 0;
        for (int level = 0; level < depth; level++)
        {
            string[][] longer = [.. ways.SelectMany(way => way.Longer())];
            var visits = new Visit?[longer.Length];
            await Parallel.ForAsync(
                0, longer.Length, async (i, _) => visits[i] = run.IsOver() ? null : await VisitAsync(run, template, longer[i]));
            if (run.IsOver())
            {
                return (seen.Count, transitions, level);
            }

            transitions += longer.Length;
            List<Visit> next = [.. visits.OfType<Visit>().Where(visit => seen.Add(visit.Key))];

            run.Tell($"depth {level + 1}: {seen.Count} states, {transitions} transitions");
            ways = next;
        }

        return (seen.Count, transitions, depth);
    }

    private static async Task<(int Ways, int Depth)> UnfoldedAsync(ProofRun run, SqliteConnection template, TimeSpan bound)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        List<Visit> ways = [.. await StartAsync(run, template)];
        int taken = 0;
        for (int level = 0; ; level++)
        {
            var next = new List<Visit>();
            foreach (string[] longer in ways.SelectMany(way => way.Longer()))
            {
                if (watch.Elapsed >= bound)
                {
                    return (taken, level);
                }

                taken++;
                if (await VisitAsync(run, template, longer) is { } visit)
                {
                    next.Add(visit);
                }
            }

            ways = next;
        }
    }

    private static async Task<Visit[]> StartAsync(ProofRun run, SqliteConnection template) =>
        await VisitAsync(run, template, []) is { } start ? [start] : [];

    /// <returns>Null where something is broken: nothing is looked for behind that.</returns>
    private static async Task<Visit?> VisitAsync(ProofRun run, SqliteConnection template, string[] way)
    {
        try
        {
            await using World world = await WalkAsync(template, way);
            foreach (string what in world.Broken.Distinct())
            {
                run.Bad($"{what}: {string.Join(" > ", way)}");
            }

            return world.Broken.Count == 0 ? new Visit(way, world.Key(), world.Steps()) : null;
        }
        catch (Exception e) when (e is not ProofUsageException)
        {
            run.Bad($"{e.GetType().Name}: {e.Message}: {string.Join(" > ", way)}");
            return null;
        }
    }

    private static async Task<World> WalkAsync(SqliteConnection template, string[] way)
    {
        World world = await World.StartAsync(template);
        foreach (string step in way)
        {
            await world.TakeAsync(step);
        }

        return world;
    }

    /// <summary>A state, the way to it, and the steps that can be taken there.</summary>
    private sealed record Visit(string[] Way, string Key, IReadOnlyList<string> Steps)
    {
        public IEnumerable<string[]> Longer() => Steps.Select(step => (string[])[.. Way, step]);
    }
}
