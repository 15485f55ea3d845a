using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Simulator.Control;

namespace SkatFtps.Simulator.Commands;

/// <summary>ABOR when nothing is transferred; during a transfer <see cref="ControlSession"/> sees to it.</summary>
internal sealed class AborCommand : IFtpCommand
{
    public string Verb => "ABOR";

    public CommandPhase Phase => CommandPhase.Secure;

    public Task ExecuteAsync(ControlSession session, string argument, CancellationToken stop) =>
        session.ReplyAsync(226, "No transfer to abort", stop);
}
