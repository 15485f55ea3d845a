using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Simulator.Control;

namespace SkatFtps.Simulator.Commands;

/// <summary>Goes to the parent, which is always the root.</summary>
internal sealed class CdupCommand : IFtpCommand
{
    public string Verb => "CDUP";

    public CommandPhase Phase => CommandPhase.LoggedIn;

    public Task ExecuteAsync(ControlSession session, string argument, CancellationToken stop) =>
        new CwdCommand().ExecuteAsync(session, "..", stop);
}
