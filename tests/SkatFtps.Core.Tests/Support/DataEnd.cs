namespace SkatFtps.Core.Tests.Support;

/// <summary>How a client ended a data connection, as the server saw it.</summary>
internal enum DataEnd
{
    /// <summary>The last TLS record was an alert, and TCP's FIN came after it: a whole file.</summary>
    CloseNotifyThenFin,

    /// <summary>TCP's FIN alone, which careless servers take for the end of a whole file.</summary>
    FinWithoutCloseNotify,

    /// <summary>TCP's RST: no server takes it for the end of a file.</summary>
    Reset,
}
