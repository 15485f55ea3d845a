using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Simulator.Control;
using SkatFtps.Simulator.Folders;
using SkatFtps.Simulator.Options;

namespace SkatFtps.Simulator.Commands;

/// <summary>Lists a folder, as <c>ls -l</c> or as <c>dir</c> does.</summary>
internal sealed class ListCommand : IFtpCommand
{
    public string Verb => "LIST";

    public CommandPhase Phase => CommandPhase.LoggedIn;

    public bool Transfers => true;

    public Task ExecuteAsync(ControlSession session, string argument, CancellationToken stop)
    {
        if (session.Options.Listing == ListingStyle.Refused)
        {
            session.Transfers.AboutToReply();
            return session.ReplyAsync(502, "LIST not implemented", stop);
        }

        return DirectoryTree.SendListingAsync(session, argument, ListingLines.For(session.Options.Listing), stop);
    }
}
