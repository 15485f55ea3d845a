using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Simulator.Control;

namespace SkatFtps.Simulator.Commands;

/// <summary>Does nothing.</summary>
internal sealed class NoopCommand : IFtpCommand
{
    public string Verb => "NOOP";

    public CommandPhase Phase => CommandPhase.Secure;

    public Task ExecuteAsync(ControlSession session, string argument, CancellationToken stop) =>
        session.ReplyAsync(200, "NOOP ok", stop);
}
