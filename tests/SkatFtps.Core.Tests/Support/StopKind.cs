namespace SkatFtps.Core.Tests.Support;

/// <summary>What a scripted server does at the step where it is told to leave its transcript.</summary>
internal enum StopKind
{
    /// <summary>Nothing more, until the client goes.</summary>
    Hang,

    /// <summary>Ends the control connection in order.</summary>
    Drop,

    /// <summary>Resets the control connection.</summary>
    Reset,
}
