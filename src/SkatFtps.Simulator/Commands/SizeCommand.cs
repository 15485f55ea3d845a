using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Simulator.Control;
using SkatFtps.Simulator.Folders;

namespace SkatFtps.Simulator.Commands;

/// <summary>The size of a file in /out, where the option allows it.</summary>
internal sealed class SizeCommand : IFtpCommand
{
    public string Verb => "SIZE";

    public CommandPhase Phase => CommandPhase.LoggedIn;

    public Task ExecuteAsync(ControlSession session, string argument, CancellationToken stop)
    {
        if (!session.Options.SizeAndMdtm)
        {
            return session.ReplyAsync(502, "SIZE not implemented", stop);
        }

        OutboxFile? file = DirectoryTree.FindFile(session, session.WorkingDirectory.Resolve(argument));
        return file is null
            ? session.ReplyAsync(550, $"{argument}: No such file", stop)
            : session.ReplyAsync(213, file.Size.ToString(CultureInfo.InvariantCulture), stop);
    }
}
