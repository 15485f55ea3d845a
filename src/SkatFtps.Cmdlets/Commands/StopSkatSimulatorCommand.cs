using System.Collections.Generic;
using System.Management.Automation;
using SkatFtps.Cmdlets.Parameters;

namespace SkatFtps.Cmdlets;

[Cmdlet(VerbsLifecycle.Stop, "SkatSimulator", SupportsShouldProcess = true)]
[OutputType(typeof(SkatSimulator))]
public sealed class StopSkatSimulatorCommand : GatewayCmdlet
{
    /// <summary>All that this runspace started, when none is given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public SkatSimulator? Simulator { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        IReadOnlyList<SkatSimulator> simulators = Simulator is null ? RunningSimulators.Mine : new[] { Simulator };
        foreach (SkatSimulator simulator in simulators)
        {
            if (!ShouldProcess(simulator.ToString(), "Stop the simulated gateway"))
            {
                continue;
            }

            Await((_, _) => RunningSimulators.StopAsync(simulator));
            if (PassThru)
            {
                WriteObject(simulator);
            }
        }
    }
}
