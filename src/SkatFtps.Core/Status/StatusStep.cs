namespace SkatFtps;

/// <summary>The digit at the end of a status file's name (guide, "Status files").</summary>
public enum StatusStep
{
    /// <summary>No status: the wait for it ended first. Nothing has failed.</summary>
    Pending = -1,

    /// <summary>Status 0: an error in the gateway or in the backend system.</summary>
    Error = 0,

    /// <summary>Status 1: sent to the backend system. Not yet taken in.</summary>
    Delivered = 1,

    /// <summary>Status 2: accepted by the backend system. Not yet a verdict on the content.</summary>
    Accepted = 2,

    /// <summary>Status 3: a file lies in /out, as a response or unrelated to any upload. More may follow.</summary>
    Exposed = 3,
}
