namespace SkatFtps.Ftp.Listing;

/// <summary>The form of a listing: which command asked for it.</summary>
internal enum ListingForm
{
    /// <summary>LIST: as Unix or as DOS writes it; told apart line by line.</summary>
    Long,

    /// <summary>NLST: names only.</summary>
    Names,

    /// <summary>MLSD: facts and name (RFC 3659, 7).</summary>
    Facts,
}
