using System;
using System.Threading.Tasks;

namespace SkatFtps.Cmdlets.Tests.Diagnosis;

/// <summary>One thing that is wrong.</summary>
/// <param name="Id">What Connect-SkatGateway calls it.</param>
/// <param name="Stage">The first stage of Test-SkatGateway that fails; null where there is nowhere to go, and the cmdlet itself
/// fails.</param>
/// <param name="Arrange">Makes it so.</param>
internal sealed record Fault(string Id, GatewayStage? Stage, Func<Arrangement, Task> Arrange)
{
    public Fault(string id, GatewayStage? stage, Action<Arrangement> arrange)
        : this(id, stage, arrangement =>
        {
            arrange(arrangement);
            return Task.CompletedTask;
        })
    {
    }
}
