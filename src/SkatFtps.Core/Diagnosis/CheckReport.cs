using System;
using System.Collections.Generic;
using System.Diagnostics;
using SkatFtps.Errors;

namespace SkatFtps.Diagnosis;

/// <summary>Writes one check a stage, each with the time since the one before.</summary>
internal sealed class CheckReport(Action<GatewayCheck> write)
{
    private readonly Action<GatewayCheck> _write = write;
    private readonly HashSet<GatewayStage> _done = [];
    private readonly Stopwatch _lap = Stopwatch.StartNew();

    public bool IsDone(GatewayStage stage) => _done.Contains(stage);

    public void Pass(GatewayStage stage, string detail) => Write(stage, GatewayCheckResult.Passed, detail, null, null);

    public void Warn(GatewayStage stage, string id, string detail, string? advice = null) =>
        Write(stage, GatewayCheckResult.Warning, detail, id, advice);

    public void Fail(GatewayStage stage, string id, string detail, string? advice = null) =>
        Write(stage, GatewayCheckResult.Failed, detail, id, advice);

    /// <param name="stage">The stage.</param>
    /// <param name="why">Why it was not looked at.</param>
    /// <param name="id">An id with advice, or null.</param>
    public void Skip(GatewayStage stage, string why, string? id = null) => Write(stage, GatewayCheckResult.Skipped, why, id, null);

    /// <summary>The stages up to and without the given one that nothing was said of.</summary>
    public IReadOnlyList<GatewayStage> OpenBefore(GatewayStage end)
    {
        var open = new List<GatewayStage>();
        for (GatewayStage stage = GatewayStage.Ledger; stage < end; stage++)
        {
            if (!IsDone(stage))
            {
                open.Add(stage);
            }
        }

        return open;
    }

    private void Write(GatewayStage stage, GatewayCheckResult result, string detail, string? id, string? advice)
    {
        if (!_done.Add(stage))
        {
            throw new InvalidOperationException($"The stage {stage} was reported twice.");
        }

        TimeSpan elapsed = _lap.Elapsed;
        _lap.Restart();
        _write(new GatewayCheck(stage, result, detail, elapsed, id, advice ?? (id is null ? null : ErrorCatalogue.Advice(id))));
    }
}
