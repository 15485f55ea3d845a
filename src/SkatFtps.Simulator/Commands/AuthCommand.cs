using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Simulator.Control;
using SkatFtps.Simulator.Scripting;

namespace SkatFtps.Simulator.Commands;

/// <summary>Puts TLS on the control connection (RFC 4217, 4).</summary>
internal sealed class AuthCommand : IFtpCommand
{
    public string Verb => "AUTH";

    public CommandPhase Phase => CommandPhase.Always;

    public async Task ExecuteAsync(ControlSession session, string argument, CancellationToken stop)
    {
        string mechanism = argument.ToUpperInvariant();
        if (session.Channel.IsSecure)
        {
            await session.ReplyAsync(503, "TLS is in use already", stop).ConfigureAwait(false);
            return;
        }

        if (mechanism is not ("TLS" or "TLS-C" or "SSL"))
        {
            await session.ReplyAsync(504, $"AUTH {argument} is not supported", stop).ConfigureAwait(false);
            return;
        }

        byte[] reply = Encoding.ASCII.GetBytes($"234 AUTH {mechanism} successful\r\n");
        await session.Channel.WriteAsync(reply.Concat(session.Injected).ToArray(), stop).ConfigureAwait(false);
        if (await session.AtAsync(GatewayStep.ControlHandshake, mechanism, stop).ConfigureAwait(false) != StepOutcome.Proceed)
        {
            return;
        }

        HandshakeFault fault = session.NextHandshake;
        session.NextHandshake = new HandshakeFault();
        await session.Channel.SecureAsync(session.Gateway.Tls, fault, stop).ConfigureAwait(false);
    }
}
