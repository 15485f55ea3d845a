using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Simulator.Control;

namespace SkatFtps.Simulator.Commands;

/// <summary>File structure only.</summary>
internal sealed class StruCommand : IFtpCommand
{
    public string Verb => "STRU";

    public CommandPhase Phase => CommandPhase.LoggedIn;

    public Task ExecuteAsync(ControlSession session, string argument, CancellationToken stop) =>
        argument is "F" or "f"
            ? session.ReplyAsync(200, "Structure set to F", stop)
            : session.ReplyAsync(504, "Only STRU F is supported", stop);
}
