using System.Management.Automation;
using SkatFtps.Cmdlets.Parameters;

namespace SkatFtps.Cmdlets;

[Cmdlet(VerbsCommunications.Disconnect, "SkatGateway")]
[OutputType(typeof(GatewaySession))]
public sealed class DisconnectSkatGatewayCommand : GatewayCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public GatewaySession? Session { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        GatewaySession session = SessionOrCurrent(Session);
        Await((log, stop) => session.CloseAsync(log, stop));
        if (ReferenceEquals(ConnectedSessions.Current, session))
        {
            ConnectedSessions.Current = null;
        }

        if (PassThru)
        {
            WriteObject(session);
        }
    }
}
