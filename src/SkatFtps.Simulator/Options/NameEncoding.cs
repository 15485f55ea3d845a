namespace SkatFtps.Simulator.Options;

/// <summary>How names outside ASCII travel on the control and data connections.</summary>
public enum NameEncoding
{
    /// <summary>UTF-8, with UTF8 in FEAT and OPTS UTF8 ON accepted (RFC 2640).</summary>
    Utf8,

    /// <summary>ISO 8859-1, with nothing said about it in FEAT.</summary>
    Latin1,
}
