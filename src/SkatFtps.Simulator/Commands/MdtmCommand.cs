using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Simulator.Control;
using SkatFtps.Simulator.Folders;

namespace SkatFtps.Simulator.Commands;

/// <summary>The time of a file in /out in UTC (RFC 3659, 3), where the option allows it.</summary>
internal sealed class MdtmCommand : IFtpCommand
{
    public string Verb => "MDTM";

    public CommandPhase Phase => CommandPhase.LoggedIn;

    public Task ExecuteAsync(ControlSession session, string argument, CancellationToken stop)
    {
        if (!session.Options.SizeAndMdtm)
        {
            return session.ReplyAsync(502, "MDTM not implemented", stop);
        }

        OutboxFile? file = DirectoryTree.FindFile(session, session.WorkingDirectory.Resolve(argument));
        return file is null
            ? session.ReplyAsync(550, $"{argument}: No such file", stop)
            : session.ReplyAsync(213, file.ExposedAt.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture), stop);
    }
}
