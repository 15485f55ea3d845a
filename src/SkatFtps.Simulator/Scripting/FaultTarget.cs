namespace SkatFtps.Simulator.Scripting;

/// <summary>Which connections a fault takes down.</summary>
public enum FaultTarget
{
    /// <summary>The data connection if there is one, then the control connection.</summary>
    Both,

    Control,

    Data,
}
