using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Simulator.Certificates;
using SkatFtps.Simulator.Control;
using SkatFtps.Simulator.Options;

namespace SkatFtps.Simulator.Commands;

/// <summary>Logs in: a known user, its password, and the certificate that belongs to it (guide, Client Connection).</summary>
internal sealed class PassCommand : IFtpCommand
{
    public string Verb => "PASS";

    public CommandPhase Phase => CommandPhase.Secure;

    public async Task ExecuteAsync(ControlSession session, string argument, CancellationToken stop)
    {
        if (session.UserName is null || session.Account is not null)
        {
            await session.ReplyAsync(503, "Send USER first", stop).ConfigureAwait(false);
            return;
        }

        GatewayAccount? account = session.Gateway.FindAccount(session.UserName);
        if (account is null || account.Password != argument || !CertificateBelongsTo(session, account))
        {
            await session.ReplyAsync(530, "Login incorrect", stop).ConfigureAwait(false);
            return;
        }

        session.Account = account;
        session.Services = account.Services;
        await session.ReplyAsync(230, $"User {session.UserName} logged in", stop).ConfigureAwait(false);
    }

    private static bool CertificateBelongsTo(ControlSession session, GatewayAccount account)
    {
        // Null only where the gateway was told not to insist on one.
        return session.Channel.ClientCertificate is null
            || IssuedSubject.UserNameOf(session.Channel.ClientCertificate) == account.UserName;
    }
}
