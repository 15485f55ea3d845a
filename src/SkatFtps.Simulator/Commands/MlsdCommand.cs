using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Simulator.Control;
using SkatFtps.Simulator.Folders;

namespace SkatFtps.Simulator.Commands;

/// <summary>Lists a folder with facts (RFC 3659, 7), where the option allows it.</summary>
internal sealed class MlsdCommand : IFtpCommand
{
    public string Verb => "MLSD";

    public CommandPhase Phase => CommandPhase.LoggedIn;

    public bool Transfers => true;

    public Task ExecuteAsync(ControlSession session, string argument, CancellationToken stop)
    {
        if (!session.Options.Mlsd)
        {
            session.Transfers.AboutToReply();
            return session.ReplyAsync(502, "MLSD not implemented", stop);
        }

        return DirectoryTree.SendListingAsync(session, argument, ListingLines.Facts, stop);
    }
}
