using System.Linq;
using System.Text.RegularExpressions;
using SkatFtps.Certificates;
using SkatFtps.Ftp;

namespace SkatFtps.Cmdlets.Parameters;

/// <summary>Makes the trust of -TrustedRootPath and -ServerThumbprint.</summary>
internal static class ServerTrust
{
    /// <param name="rootPath">A PEM or DER file of one or more CA certificates, or null.</param>
    /// <param name="thumbprint">SHA-256 in hexadecimal, blanks and colons allowed, or null.</param>
    public static TlsServerTrust Of(string? rootPath, string? thumbprint)
    {
        if (rootPath is not null && thumbprint is not null)
        {
            throw new GatewayException("TrustAmbiguous", "Both -TrustedRootPath and -ServerThumbprint were given.");
        }

        return rootPath is not null ? TlsServerTrust.Roots(TrustedRootFile.Read(rootPath))
            : thumbprint is not null ? TlsServerTrust.Thumbprint(ReadThumbprint(thumbprint))
            : TlsServerTrust.OperatingSystem;
    }

    private static string ReadThumbprint(string text)
    {
        string digits = new(text.Where(c => c is not (' ' or ':' or '-')).ToArray());
        return Regex.IsMatch(digits, "^[0-9A-Fa-f]{64}$")
            ? digits.ToUpperInvariant()
            : throw new GatewayException(
                "ThumbprintInvalid", "The value of -ServerThumbprint is no SHA-256 thumbprint, which has 64 hexadecimal digits.");
    }
}
