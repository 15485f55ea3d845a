using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Simulator.Control;
using SkatFtps.Simulator.Folders;

namespace SkatFtps.Simulator.Commands;

/// <summary>Lists the names in a folder.</summary>
internal sealed class NlstCommand : IFtpCommand
{
    public string Verb => "NLST";

    public CommandPhase Phase => CommandPhase.LoggedIn;

    public bool Transfers => true;

    public Task ExecuteAsync(ControlSession session, string argument, CancellationToken stop) =>
        DirectoryTree.SendListingAsync(session, argument, ListingLines.Names, stop);
}
