namespace SkatFtps.Ledger;

/// <summary>By what a file's time was told; the times of two forms are never compared.</summary>
internal enum ListedForm
{
    /// <summary>Names only, or no time that could be read.</summary>
    None,

    /// <summary>LIST: the server's wall clock, to the minute or to the day.</summary>
    List,

    /// <summary>MLSD: to the second (RFC 3659, 7.5.3).</summary>
    Facts,

    /// <summary>MDTM, asked for one file: to the second (RFC 3659, 3).</summary>
    Asked,
}
