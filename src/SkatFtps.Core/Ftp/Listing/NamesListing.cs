using System;

namespace SkatFtps.Ftp.Listing;

/// <summary>NLST: a name a line (RFC 959, 4.1.3).</summary>
internal static class NamesListing
{
    public static bool TryRead(byte[] line, int start, int end, out ListingRow row)
    {
        // Some servers prefix the folder: only the last part is a name.
        int slash = Array.LastIndexOf(line, (byte)'/', end - 1, end - start);
        row = new ListingRow(slash < 0 ? start : slash + 1, end, null, null, null);
        return true;
    }
}
