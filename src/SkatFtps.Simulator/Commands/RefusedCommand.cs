using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Simulator.Control;

namespace SkatFtps.Simulator.Commands;

/// <summary>A verb that is known and never allowed.</summary>
internal sealed class RefusedCommand(string verb, int code, string text) : IFtpCommand
{
    public string Verb => verb;

    public CommandPhase Phase => CommandPhase.Secure;

    public Task ExecuteAsync(ControlSession session, string argument, CancellationToken stop) => session.ReplyAsync(code, text, stop);
}
