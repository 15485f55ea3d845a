using System;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Simulator.Control;
using SkatFtps.Simulator.Options;

namespace SkatFtps.Simulator.Commands;

/// <summary>OPTS UTF8 ON, where UTF-8 is what is spoken anyway.</summary>
internal sealed class OptsCommand : IFtpCommand
{
    public string Verb => "OPTS";

    public CommandPhase Phase => CommandPhase.Secure;

    public Task ExecuteAsync(ControlSession session, string argument, CancellationToken stop)
    {
        bool utf8 = argument.Equals("UTF8 ON", StringComparison.OrdinalIgnoreCase) && session.Options.Names == NameEncoding.Utf8;
        return utf8 ? session.ReplyAsync(200, "UTF8 set to on", stop) : session.ReplyAsync(501, $"OPTS {argument} not understood", stop);
    }
}
