using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using SkatFtps.Files;

namespace SkatFtps.Certificates;

/// <summary>A file of certificate authorities that the user trusts.</summary>
public static class TrustedRootFile
{
    // Bytes; a whole system's bundle has some hundred thousand.
    private const int LargestFile = 16 * 1024 * 1024;

    private static readonly Regex Pem = new("-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----", RegexOptions.CultureInvariant);

    /// <param name="path">One or more certificates in PEM form, or one in DER.</param>
    /// <exception cref="GatewayException">TrustedRootInvalid, FileNotRegular.</exception>
    public static X509Certificate2Collection Read(string path)
    {
        try
        {
            byte[] bytes = RegularFile.ReadAllBytes(path, LargestFile);
            string text = Encoding.ASCII.GetString(bytes);
            IEnumerable<byte[]> certificates = Pem.IsMatch(text)
                ? Pem.Matches(text).Cast<Match>().Select(match => Convert.FromBase64String(match.Groups[1].Value))
                : new[] { bytes };
            // Its successor does not exist on .NET Framework, and the content is a bare certificate by the checks below.
#pragma warning disable SYSLIB0057
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
        catch (NotRegularFileException e)
        {
            throw new GatewayException("FileNotRegular", e.Message, null, e);
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
