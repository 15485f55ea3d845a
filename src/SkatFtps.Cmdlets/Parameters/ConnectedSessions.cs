using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace SkatFtps.Cmdlets.Parameters;

/// <summary>The current session of each runspace: several jobs may share one process and must not see each other.</summary>
internal static class ConnectedSessions
{
    private static readonly ConditionalWeakTable<Runspace, Holder> Sessions = new();

    /// <summary>Null when the runspace never connected or has disconnected.</summary>
    public static GatewaySession? Current
    {
        get => Runspace.DefaultRunspace is { } runspace && Sessions.TryGetValue(runspace, out Holder? holder) ? holder.Session : null;
        set => Sessions.GetOrCreateValue(Runspace.DefaultRunspace).Session = value;
    }

    private sealed class Holder
    {
        public GatewaySession? Session { get; set; }
    }
}
