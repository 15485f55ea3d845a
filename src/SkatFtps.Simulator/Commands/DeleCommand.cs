using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Simulator.Control;
using SkatFtps.Simulator.Folders;

namespace SkatFtps.Simulator.Commands;

/// <summary>Removes a file from /out.</summary>
internal sealed class DeleCommand : IFtpCommand
{
    public string Verb => "DELE";

    public CommandPhase Phase => CommandPhase.LoggedIn;

    public Task ExecuteAsync(ControlSession session, string argument, CancellationToken stop)
    {
        OutboxFile? file = DirectoryTree.FindFile(session, session.WorkingDirectory.Resolve(argument));
        return file is not null && session.Account!.Outbox.Remove(file.Name, session.Gateway.Now)
            ? session.ReplyAsync(250, "DELE successful", stop)
            : session.ReplyAsync(550, $"{argument}: No such file", stop);
    }
}
