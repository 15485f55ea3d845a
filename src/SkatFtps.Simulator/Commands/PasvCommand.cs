using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Simulator.Control;

namespace SkatFtps.Simulator.Commands;

/// <summary>Opens a port for one data connection and names it with its IPv4 address.</summary>
internal sealed class PasvCommand : IFtpCommand
{
    public string Verb => "PASV";

    public CommandPhase Phase => CommandPhase.LoggedIn;

    public Task ExecuteAsync(ControlSession session, string argument, CancellationToken stop)
    {
        if (session.EpsvOnly)
        {
            return session.ReplyAsync(503, "EPSV ALL is in force", stop);
        }

        if (session.Channel.Local.AddressFamily != AddressFamily.InterNetwork)
        {
            return session.ReplyAsync(425, "PASV is for IPv4; use EPSV", stop);
        }

        int port = session.Transfers.Listen();
        IPAddress address = session.Options.AdvertisedPassiveAddress ?? session.Channel.Local;
        string host = address.ToString().Replace('.', ',');
        return session.ReplyAsync(227, $"Entering Passive Mode ({host},{port / 256},{port % 256}).", stop);
    }
}
