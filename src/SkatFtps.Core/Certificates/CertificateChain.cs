using System.Security.Cryptography.X509Certificates;
using SkatFtps.Text;

namespace SkatFtps.Certificates;

/// <summary>Whether the issuing CA is at hand to be sent along, by names alone: nothing is fetched and nothing verified.</summary>
internal static class CertificateChain
{
    /// <summary>The certificate names itself as its issuer.</summary>
    public static bool IsSelfIssued(X509Certificate2 certificate) => SameName(certificate.IssuerName, certificate.SubjectName);

    /// <summary>In the certificate's own file.</summary>
    public static bool IssuerIsInFile(OcesCertificate certificate)
    {
        foreach (X509Certificate2 other in certificate.Chain)
        {
            if (SameName(other.SubjectName, certificate.Certificate.IssuerName))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>In the store CA (intermediate authorities), from which Windows and .NET complete a chain.</summary>
    public static bool IssuerIsInStore(OcesCertificate certificate) =>
        CertificateStores.Holds(StoreName.CertificateAuthority, certificate.Certificate.IssuerName);

    /// <summary>
    /// The server, which may know only the root, can be shown the way to it. OCES3 has one CA between certificate and root; the root
    /// itself need not be sent.
    /// </summary>
    public static bool IsComplete(OcesCertificate certificate) =>
        IsSelfIssued(certificate.Certificate) || IssuerIsInFile(certificate) || IssuerIsInStore(certificate);

    public static bool SameName(X500DistinguishedName one, X500DistinguishedName other) => Bytes.AreSame(one.RawData, other.RawData);
}
