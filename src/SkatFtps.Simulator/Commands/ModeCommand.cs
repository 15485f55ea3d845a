using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Simulator.Control;

namespace SkatFtps.Simulator.Commands;

/// <summary>Stream mode only.</summary>
internal sealed class ModeCommand : IFtpCommand
{
    public string Verb => "MODE";

    public CommandPhase Phase => CommandPhase.LoggedIn;

    public Task ExecuteAsync(ControlSession session, string argument, CancellationToken stop) =>
        argument is "S" or "s"
            ? session.ReplyAsync(200, "Mode set to S", stop)
            : session.ReplyAsync(504, "Only MODE S is supported", stop);
}
