using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Simulator.Control;

namespace SkatFtps.Simulator.Commands;

/// <summary>ASCII or image; a local byte size of 8 is the same as image.</summary>
internal sealed class TypeCommand : IFtpCommand
{
    public string Verb => "TYPE";

    public CommandPhase Phase => CommandPhase.LoggedIn;

    public Task ExecuteAsync(ControlSession session, string argument, CancellationToken stop)
    {
        char? type = argument.ToUpperInvariant() switch
        {
            "A" or "A N" => 'A',
            "I" or "L 8" => 'I',
            _ => null,
        };
        if (type is null)
        {
            return session.ReplyAsync(504, $"TYPE {argument} is not supported", stop);
        }

        session.Type = type.Value;
        return session.ReplyAsync(200, $"Type set to {type}", stop);
    }
}
