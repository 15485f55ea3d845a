using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Simulator.Control;
using SkatFtps.Simulator.Folders;

namespace SkatFtps.Simulator.Commands;

/// <summary>Changes to the root, to /out, or to a service folder that the user's roles allow.</summary>
internal sealed class CwdCommand : IFtpCommand
{
    public string Verb => "CWD";

    public CommandPhase Phase => CommandPhase.LoggedIn;

    public Task ExecuteAsync(ControlSession session, string argument, CancellationToken stop)
    {
        VirtualPath path = session.WorkingDirectory.Resolve(argument);
        if (!DirectoryTree.HasFolder(session, path))
        {
            return session.ReplyAsync(550, $"{argument}: No such directory", stop);
        }

        session.WorkingDirectory = path;
        return session.ReplyAsync(250, $"Directory changed to {path}", stop);
    }
}
