using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Simulator.Control;

namespace SkatFtps.Simulator.Commands;

/// <summary>Names the working directory, quotes doubled (RFC 959, appendix II).</summary>
internal sealed class PwdCommand : IFtpCommand
{
    public string Verb => "PWD";

    public CommandPhase Phase => CommandPhase.LoggedIn;

    public Task ExecuteAsync(ControlSession session, string argument, CancellationToken stop) =>
        session.ReplyAsync(257, $"\"{session.WorkingDirectory.ToString().Replace("\"", "\"\"")}\" is the current directory", stop);
}
