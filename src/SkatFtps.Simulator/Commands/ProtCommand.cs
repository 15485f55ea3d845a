using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Simulator.Control;

namespace SkatFtps.Simulator.Commands;

/// <summary>The protection of data connections: private, or nothing (RFC 2228, 3; RFC 4217, 9).</summary>
internal sealed class ProtCommand : IFtpCommand
{
    public string Verb => "PROT";

    public CommandPhase Phase => CommandPhase.Always;

    public Task ExecuteAsync(ControlSession session, string argument, CancellationToken stop)
    {
        if (!session.ProtectionBufferSizeSet)
        {
            return session.ReplyAsync(503, "Send PBSZ first", stop);
        }

        switch (argument.ToUpperInvariant())
        {
            case "P":
                session.DataProtected = true;
                return session.ReplyAsync(200, "Protection set to Private", stop);
            case "C":
                return session.ReplyAsync(534, "Data connections must be protected", stop);
            case "S":
            case "E":
                return session.ReplyAsync(536, "Only PROT P is supported with TLS", stop);
            default:
                return session.ReplyAsync(504, "Unknown protection level", stop);
        }
    }
}
