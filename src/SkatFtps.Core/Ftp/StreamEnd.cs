namespace SkatFtps.Ftp;

/// <summary>How the server's side of a data connection ended.</summary>
internal enum StreamEnd
{
    /// <summary>TLS ended while the socket had not: the server said close_notify, on every version of TLS.</summary>
    CloseNotify,

    /// <summary>The socket ended, in order or not, and TLS with it: anybody on the way can do that.</summary>
    Cut,

    /// <summary>The server sent content on a connection on which it had only to read.</summary>
    Content,
}
