using System;
using System.Threading.Tasks;
using SkatFtps.Ftp;
using SkatFtps.Simulator;
using SkatFtps.Simulator.Scripting;

namespace SkatFtps.Peers.Tests.Engines;

/// <summary>One thing that a gateway does wrong, and what every engine must make of it.</summary>
/// <param name="Expected">As <see cref="EngineContract"/> spells an outcome.</param>
/// <param name="Arrange">Scripts the gateway.</param>
/// <param name="Work">What is done with the open connection; null where opening is what fails.</param>
/// <param name="Change">Deadlines of the step in question.</param>
/// <param name="AnyReply">The gateway's last word depends on how far it came; it is left out of the outcome.</param>
public sealed record EngineFault(
    string Expected,
    Action<GatewayScript> Arrange,
    Func<EngineRehearsal, Task>? Work = null,
    Action<FtpsTimeouts>? Change = null,
    bool AnyReply = false);
