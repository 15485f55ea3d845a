using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Simulator.Control;
using SkatFtps.Simulator.Options;

namespace SkatFtps.Simulator.Commands;

/// <summary>Lists what the options switched on (RFC 2389, 3).</summary>
internal sealed class FeatCommand : IFtpCommand
{
    public string Verb => "FEAT";

    public CommandPhase Phase => CommandPhase.Always;

    public Task ExecuteAsync(ControlSession session, string argument, CancellationToken stop)
    {
        SimulatorOptions options = session.Options;
        if (options.Feat == FeatReply.NotImplemented)
        {
            return session.ReplyAsync(502, "FEAT not implemented", stop);
        }

        if (options.Feat == FeatReply.ListedAfterLogin && session.Account is null)
        {
            return session.ReplyAsync(530, "Please log in with USER and PASS", stop);
        }

        List<string> lines = ["Features:", " AUTH TLS", " PBSZ", " PROT"];
        if (options.Epsv)
        {
            lines.Add(" EPSV");
        }

        if (options.Mlsd)
        {
            lines.Add(" MLST type*;size*;modify*;");
        }

        if (options.SizeAndMdtm)
        {
            lines.AddRange([" SIZE", " MDTM"]);
        }

        if (options.Names == NameEncoding.Utf8)
        {
            lines.Add(" UTF8");
        }

        lines.Add("End");
        return session.ReplyAsync(211, string.Join('\n', lines), stop);
    }
}
