namespace SkatFtps.Ftp;

public enum ProtocolLogKind
{
    /// <summary>A command as sent; PASS masked.</summary>
    Command,

    /// <summary>A line of a reply.</summary>
    Reply,

    /// <summary>What the client did: connected, opened a data connection, logged in again.</summary>
    Note,

    /// <summary>Details of TLS.</summary>
    Tls,

    /// <summary>Worth telling a person although nothing failed.</summary>
    Warning,
}
