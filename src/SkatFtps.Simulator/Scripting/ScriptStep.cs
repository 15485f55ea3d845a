using System;
using System.Collections.Generic;
using System.Text;
using SkatFtps.Simulator.Certificates;

namespace SkatFtps.Simulator.Scripting;

/// <summary>What happens at one step, in the order in which the methods are called.</summary>
public sealed class ScriptStep
{
    private readonly List<ScriptAction> _actions = new();

    internal ScriptStep(string step, int nth)
    {
        Step = step;
        Nth = nth;
    }

    internal string Step { get; }

    internal int Nth { get; }

    internal long Threshold { get; private set; }

    internal IReadOnlyList<ScriptAction> Actions => _actions;

    /// <summary>For the MidData steps: how many bytes must have passed. Zero is before the first.</summary>
    public ScriptStep AfterBytes(long count)
    {
        Threshold = count;
        return this;
    }

    /// <summary>Sends this reply in place of what the gateway would do or say. A line feed in the text makes a multi-line reply.</summary>
    public ScriptStep Reply(int code, string text) => Add(new ScriptAction.Reply(code, text));

    /// <summary>Sends these bytes (ISO 8859-1) on the control connection in place of a reply; no line end is added.</summary>
    public ScriptStep Raw(string bytes) => Add(new ScriptAction.Raw(Encoding.Latin1.GetBytes(bytes)));

    /// <summary>
    /// Sends this reply, and goes on as if nothing had been said: a reply too many, as from a transfer that has failed late.
    /// </summary>
    public ScriptStep Say(int code, string text) => Add(new ScriptAction.Say(code, text));

    /// <summary>Sends this reply right behind the next one, in one piece with it.</summary>
    public ScriptStep Behind(int code, string text) => Add(new ScriptAction.Behind(code, text));

    /// <summary>At <see cref="GatewayStep.AuthTls"/>: sends these bytes in the clear, in one packet with 234, then goes on.</summary>
    public ScriptStep Inject(string bytes) => Add(new ScriptAction.Inject(Encoding.Latin1.GetBytes(bytes)));

    /// <summary>Ends the TCP connection with FIN and without close_notify.</summary>
    public ScriptStep Drop(FaultTarget target = FaultTarget.Both) => Add(new ScriptAction.Drop(target));

    /// <summary>Ends the TCP connection with RST.</summary>
    public ScriptStep Reset(FaultTarget target = FaultTarget.Both) => Add(new ScriptAction.Reset(target));

    /// <summary>Ends the data connection properly, close_notify included, though bytes are missing.</summary>
    public ScriptStep EndData() => Add(new ScriptAction.EndData());

    /// <summary>Says and does nothing more in this session; the connections stay open until the gateway stops.</summary>
    public ScriptStep Hang() => Add(new ScriptAction.Hang());

    /// <summary>Waits, on the gateway's clock, then goes on.</summary>
    public ScriptStep Delay(TimeSpan time) => Add(new ScriptAction.Wait(time));

    /// <summary>At ControlHandshake or DataHandshake: shows this server certificate.</summary>
    public ScriptStep ShowCertificate(ServerCertificateKind kind) => Add(new ScriptAction.ShowCertificate(kind));

    /// <summary>At ControlHandshake or DataHandshake: answers the client's certificate with a TLS alert.</summary>
    public ScriptStep RejectClientCertificate() => Add(new ScriptAction.RejectClient(WithAlert: true));

    /// <summary>At ControlHandshake or DataHandshake: closes without an alert once the client's certificate has arrived.</summary>
    public ScriptStep DropAfterClientCertificate() => Add(new ScriptAction.RejectClient(WithAlert: false));

    /// <summary>At PASV or EPSV: names a port on which nobody listens.</summary>
    public ScriptStep DeadPort() => Add(new ScriptAction.DeadPort());

    private ScriptStep Add(ScriptAction action)
    {
        _actions.Add(action);
        return this;
    }
}
