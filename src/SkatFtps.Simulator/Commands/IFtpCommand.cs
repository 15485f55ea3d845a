using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Simulator.Control;

namespace SkatFtps.Simulator.Commands;

/// <summary>One FTP verb.</summary>
internal interface IFtpCommand
{
    string Verb { get; }

    CommandPhase Phase { get; }

    /// <summary>True when it may use a data connection, during which ABOR is listened for.</summary>
    bool Transfers => false;

    Task ExecuteAsync(ControlSession session, string argument, CancellationToken stop);
}
