using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Simulator.Control;

namespace SkatFtps.Simulator.Commands;

/// <summary>Opens a port for one data connection and names the port only (RFC 2428, 3).</summary>
internal sealed class EpsvCommand : IFtpCommand
{
    public string Verb => "EPSV";

    public CommandPhase Phase => CommandPhase.LoggedIn;

    public Task ExecuteAsync(ControlSession session, string argument, CancellationToken stop)
    {
        if (!session.Options.Epsv)
        {
            return session.ReplyAsync(502, "EPSV not implemented", stop);
        }

        string own = session.Channel.Local.AddressFamily == AddressFamily.InterNetworkV6 ? "2" : "1";
        switch (argument.ToUpperInvariant())
        {
            case "ALL":
                session.EpsvOnly = true;
                return session.ReplyAsync(200, "EPSV ALL successful", stop);
            case "":
            case var protocol when protocol == own:
                return session.ReplyAsync(229, $"Entering Extended Passive Mode (|||{session.Transfers.Listen()}|)", stop);
            default:
                return session.ReplyAsync(522, $"Network protocol not supported, use ({own})", stop);
        }
    }
}
