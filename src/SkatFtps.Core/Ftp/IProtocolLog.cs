namespace SkatFtps.Ftp;

/// <summary>Receives the dialogue line by line, as it happens, from whatever thread runs it. Secrets never reach it.</summary>
public interface IProtocolLog
{
    /// <param name="kind">What sort of line it is.</param>
    /// <param name="text">One line without line end; control characters are escaped.</param>
    void Write(ProtocolLogKind kind, string text);
}
