using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace SkatFtps.Simulator.Scripting;

/// <summary>
/// Faults and delays, by step and occurrence: <c>script.On("STOR", nth: 1).Reply(451, "No space")</c>. Steps are counted over
/// all sessions of the gateway that runs the script. Every method may be called while it runs.
/// </summary>
public sealed class GatewayScript
{
    private readonly object _gate = new();
    private readonly List<ScriptStep> _steps = new();
    private readonly Dictionary<string, int> _counts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Called at every step before its actions; the session waits for it. What it throws ends the session.</summary>
    public Func<StepEvent, CancellationToken, Task>? OnStep { get; set; }

    /// <summary>Begins what shall happen at a step: at its n-th occurrence, or at each when <paramref name="nth"/> is 0.</summary>
    public ScriptStep On(string step, int nth = 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(step);
        ArgumentOutOfRangeException.ThrowIfNegative(nth);
        ScriptStep added = new(step, nth);
        lock (_gate)
        {
            _steps.Add(added);
        }

        return added;
    }

    /// <summary>Removes all steps; the counts go on.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _steps.Clear();
        }
    }

    /// <summary>Counts one occurrence and finds what is scripted for it; the last one added wins.</summary>
    internal (int Occurrence, ScriptStep? Step) Take(string step)
    {
        lock (_gate)
        {
            int occurrence = _counts.GetValueOrDefault(step) + 1;
            _counts[step] = occurrence;
            ScriptStep? found = _steps.LastOrDefault(
                one => one.Step.Equals(step, StringComparison.OrdinalIgnoreCase) && (one.Nth == 0 || one.Nth == occurrence));
            return (occurrence, found);
        }
    }
}
