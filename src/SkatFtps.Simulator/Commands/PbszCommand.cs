using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Simulator.Control;

namespace SkatFtps.Simulator.Commands;

/// <summary>The protection buffer size, which TLS has no use for and which must come before PROT (RFC 4217, 9).</summary>
internal sealed class PbszCommand : IFtpCommand
{
    public string Verb => "PBSZ";

    public CommandPhase Phase => CommandPhase.Always;

    public async Task ExecuteAsync(ControlSession session, string argument, CancellationToken stop)
    {
        if (!session.Channel.IsSecure)
        {
            await session.ReplyAsync(503, "PBSZ not allowed without AUTH", stop).ConfigureAwait(false);
            return;
        }

        if (!uint.TryParse(argument, out _))
        {
            await session.ReplyAsync(501, "PBSZ takes a number", stop).ConfigureAwait(false);
            return;
        }

        session.ProtectionBufferSizeSet = true;
        await session.ReplyAsync(200, "PBSZ=0", stop).ConfigureAwait(false);
    }
}
