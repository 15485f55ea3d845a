using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using SkatFtps.Ftp;

namespace SkatFtps.Cmdlets.Parameters;

/// <summary>Makes the trust of -TrustedRootPath and -ServerThumbprint.</summary>
internal static class ServerTrust
{
    private static readonly Regex Pem = new("-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----", RegexOptions.CultureInvariant);

    /// <param name="rootPath">A PEM or DER file of one or more CA certificates, or null.</param>
    /// <param name="thumbprint">SHA-256 in hexadecimal, blanks and colons allowed, or null.</param>
    public static TlsServerTrust Of(string? rootPath, string? thumbprint)
    {
        if (rootPath is not null && thumbprint is not null)
        {
            throw new GatewayException("TrustAmbiguous", "Both -TrustedRootPath and -ServerThumbprint were given.");
        }

        return rootPath is not null ? TlsServerTrust.Roots(ReadRoots(rootPath))
            : thumbprint is not null ? TlsServerTrust.Thumbprint(ReadThumbprint(thumbprint))
            : TlsServerTrust.OperatingSystem;
    }

    private static string ReadThumbprint(string text)
    {
        string digits = new(text.Where(c => c is not (' ' or ':' or '-')).ToArray());
        return Regex.IsMatch(digits, "^[0-9A-Fa-f]{64}$")
            ? digits.ToUpperInvariant()
            : throw new GatewayException("ThumbprintInvalid", "The value of -ServerThumbprint is no SHA-256 thumbprint, which has 64 hexadecimal digits.");
    }

    private static X509Certificate2Collection ReadRoots(string path)
    {
        try
        {
            byte[] bytes = File.ReadAllBytes(path);
            string text = Encoding.ASCII.GetString(bytes);
            IEnumerable<byte[]> certificates = Pem.IsMatch(text)
                ? Pem.Matches(text).Cast<Match>().Select(match => Convert.FromBase64String(match.Groups[1].Value))
                : new[] { bytes };
#pragma warning disable SYSLIB0057 // Its successor does not exist on .NET Framework, and the content is a bare certificate by the checks below.
            var roots = new X509Certificate2Collection(certificates.Select(der => new X509Certificate2(der)).ToArray());
#pragma warning restore SYSLIB0057
            foreach (X509Certificate2 root in roots)
            {
                if (!root.Extensions.OfType<X509BasicConstraintsExtension>().Any(extension => extension.CertificateAuthority))
                {
                    throw Invalid(path, $"holds '{root.Subject}', which is not a certificate authority", null);
                }
            }

            return roots;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Invalid(path, "cannot be read: " + e.Message.TrimEnd('.'), e);
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            throw Invalid(path, "holds no certificate in PEM or DER form", e);
        }
    }

    private static GatewayException Invalid(string path, string fact, Exception? inner) =>
        new("TrustedRootInvalid", $"The file '{path}' {fact}.", null, inner);
}
