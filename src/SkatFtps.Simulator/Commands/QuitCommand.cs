using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Simulator.Control;

namespace SkatFtps.Simulator.Commands;

/// <summary>Says goodbye and closes.</summary>
internal sealed class QuitCommand : IFtpCommand
{
    public string Verb => "QUIT";

    public CommandPhase Phase => CommandPhase.Always;

    public async Task ExecuteAsync(ControlSession session, string argument, CancellationToken stop)
    {
        await session.ReplyAsync(221, "Goodbye", stop).ConfigureAwait(false);
        session.Ended = true;
        await session.Channel.CloseAsync().ConfigureAwait(false);
    }
}
