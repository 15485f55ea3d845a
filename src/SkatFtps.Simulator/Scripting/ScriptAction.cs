using System;
using SkatFtps.Simulator.Certificates;

namespace SkatFtps.Simulator.Scripting;

/// <summary>One thing that a <see cref="ScriptStep"/> does; each of its cases carries what it needs.</summary>
internal abstract record ScriptAction
{
    internal sealed record Reply(int Code, string Text) : ScriptAction;

    internal sealed record Raw(byte[] Bytes) : ScriptAction;

    internal sealed record Say(int Code, string Text) : ScriptAction;

    internal sealed record Behind(int Code, string Text) : ScriptAction;

    internal sealed record Inject(byte[] Bytes) : ScriptAction;

    internal sealed record Drop(FaultTarget Target) : ScriptAction;

    internal sealed record Reset(FaultTarget Target) : ScriptAction;

    internal sealed record EndData : ScriptAction;

    internal sealed record Hang : ScriptAction;

    internal sealed record Wait(TimeSpan Time) : ScriptAction;

    internal sealed record ShowCertificate(ServerCertificateKind Kind) : ScriptAction;

    internal sealed record RejectClient(bool WithAlert) : ScriptAction;

    internal sealed record DeadPort : ScriptAction;
}
