using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Simulator.Control;

namespace SkatFtps.Simulator.Commands;

/// <summary>Names the user; whether there is such a user is told only after the password.</summary>
internal sealed class UserCommand : IFtpCommand
{
    public string Verb => "USER";

    public CommandPhase Phase => CommandPhase.Secure;

    public async Task ExecuteAsync(ControlSession session, string argument, CancellationToken stop)
    {
        if (session.Account is not null)
        {
            await session.ReplyAsync(503, "You are logged in already", stop).ConfigureAwait(false);
            return;
        }

        session.UserName = argument;
        await session.ReplyAsync(331, $"Password required for {argument}", stop).ConfigureAwait(false);
    }
}
