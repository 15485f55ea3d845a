namespace SkatFtps;

/// <summary>What an entry of the error catalogue is about.</summary>
public enum ErrorKind
{
    /// <summary>An error id or finding of this module.</summary>
    ErrorId,

    /// <summary>What the gateway or a backend writes as error code into a status 0; an open set.</summary>
    StatusCode,

    /// <summary>A status as such.</summary>
    Status,
}
