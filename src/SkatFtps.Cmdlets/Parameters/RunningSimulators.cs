using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Runspaces;
using System.Threading.Tasks;

namespace SkatFtps.Cmdlets.Parameters;

/// <summary>The simulators that this process runs; each belongs to the runspace that started it.</summary>
internal static class RunningSimulators
{
    private static readonly List<(Guid Runspace, SkatSimulator Simulator)> Running = new();

    static RunningSimulators() => AppDomain.CurrentDomain.ProcessExit += (_, _) => StopAll();

    /// <summary>Those of this runspace.</summary>
    public static IReadOnlyList<SkatSimulator> Mine
    {
        get
        {
            lock (Running)
            {
                return Running.Where(one => one.Runspace == Runspace.DefaultRunspace.InstanceId).Select(one => one.Simulator).ToArray();
            }
        }
    }

    public static void Add(SkatSimulator simulator)
    {
        lock (Running)
        {
            Running.Add((Runspace.DefaultRunspace.InstanceId, simulator));
        }
    }

    public static async Task StopAsync(SkatSimulator simulator)
    {
        lock (Running)
        {
            Running.RemoveAll(one => ReferenceEquals(one.Simulator, simulator));
        }

        if (simulator.IsRunning)
        {
            simulator.IsRunning = false;
            await simulator.StopAsync().ConfigureAwait(false);
        }
    }

    // Their temporary folders hold certificates of no worth, but nobody should have to clear them away.
    private static void StopAll()
    {
        SkatSimulator[] left;
        lock (Running)
        {
            left = Running.Select(one => one.Simulator).ToArray();
        }

        foreach (SkatSimulator simulator in left)
        {
#pragma warning disable RS0030 // The process ends when this returns; it runs on the pool, and five seconds at most.
            Task.Run(() => StopAsync(simulator)).Wait(TimeSpan.FromSeconds(5));
#pragma warning restore RS0030
        }
    }
}
