using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Simulator.Control;

namespace SkatFtps.Simulator.Commands;

/// <summary>Says UNIX, as most servers do whatever they run on.</summary>
internal sealed class SystCommand : IFtpCommand
{
    public string Verb => "SYST";

    public CommandPhase Phase => CommandPhase.Secure;

    public Task ExecuteAsync(ControlSession session, string argument, CancellationToken stop) =>
        session.ReplyAsync(215, "UNIX Type: L8", stop);
}
