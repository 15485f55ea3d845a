using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using SkatFtps.Proof.Explorer;
using SkatFtps.Proof.Plants;

namespace SkatFtps.Proof;

/// <summary>
/// PROGRAMME [--seed N] [--minutes M] [--plant NAME] and what the programme adds. Its last line on standard output says what, how many,
/// how many bad, the seed and the seconds; the exit code is 0 only when none is bad. How it goes is told on standard error.
/// </summary>
internal static class Program
{
    /// <summary>By name: the programme's own bound in minutes, and what runs it and says what was gone through.</summary>
    private static readonly Dictionary<string, (int Minutes, Func<ProofRun, Task<string>> Run)> Programmes = new(StringComparer.Ordinal)
    {
        ["explorer"] = (4, LedgerExplorer.RunAsync),
    };

    private static async Task<int> Main(string[] args)
    {
        try
        {
            if (args.Length == 0 || !Programmes.TryGetValue(args[0], out (int Minutes, Func<ProofRun, Task<string>> Run) programme))
            {
                throw new ProofUsageException($"Which programme? {string.Join(", ", Programmes.Keys)}.");
            }

            if (ProofOptions.TakePlant(args, out string[] others) is string name)
            {
                Plant plant = Plant.All.TryGetValue(name, out Plant? found) && found.Programme == args[0]
                    ? found
                    : throw new ProofUsageException(
                        $"{args[0]} finds: {string.Join("; ", Plant.All.Where(one => one.Value.Programme == args[0]).Select(one => one.Key))}.");
                return await PlantedCopy.RunAsync(plant, others);
            }

            var run = new ProofRun(args[0], ProofOptions.Parse([.. args.Skip(1)]), TimeSpan.FromMinutes(programme.Minutes));
            return run.Report(await programme.Run(run));
        }
        catch (ProofUsageException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            await Console.Error.WriteLineAsync("Usage: dotnet run --project tests/SkatFtps.Proof -- PROGRAMME [--seed N] [--minutes M]"
                + " [--plant NAME]");
            return 2;
        }
    }
}
