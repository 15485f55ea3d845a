using System;
using System.Threading.Tasks;
using SkatFtps.Cmdlets.Tests.Support;
using SkatFtps.Simulator.Options;

namespace SkatFtps.Cmdlets.Tests.Input;

/// <summary>One thing that a user gets wrong, or that a gateway does to a user, and what must be said of it.</summary>
/// <param name="Name">In words.</param>
/// <param name="ErrorId">No two have the same.</param>
/// <param name="Thing">What the message must name, as a regular expression.</param>
/// <param name="NextStep">What the message must advise, as a regular expression.</param>
/// <param name="Arrange">Prepares it.</param>
/// <param name="Script">Does it.</param>
internal sealed record BadInput(string Name, string ErrorId, string Thing, string NextStep, Func<Rehearsal, Task> Arrange, string Script)
{
    /// <summary>Whether it happens after a login.</summary>
    public bool Connected { get; init; }

    /// <summary>How the gateway is started.</summary>
    public Action<SimulatorOptions>? Options { get; init; }

    public override string ToString() => Name;
}
