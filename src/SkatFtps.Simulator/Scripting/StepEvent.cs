namespace SkatFtps.Simulator.Scripting;

/// <summary>A step that a session has reached.</summary>
/// <param name="Step">A name in <see cref="GatewayStep"/>, or an FTP verb.</param>
/// <param name="Occurrence">Counts from 1 over all sessions of the gateway.</param>
/// <param name="Session">Counts from 1 in the order of the control connections.</param>
/// <param name="UserName">Null before USER.</param>
/// <param name="Argument">What followed the verb, or the file's name; never a password.</param>
public sealed record StepEvent(string Step, int Occurrence, int Session, string? UserName, string Argument);
