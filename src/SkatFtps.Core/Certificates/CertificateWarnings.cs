using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using SkatFtps.Errors;

namespace SkatFtps.Certificates;

/// <summary>What to warn of before a certificate fails.</summary>
internal static class CertificateWarnings
{
    /// <summary>.NET Framework, which sends intermediates only from the Windows stores.</summary>
    public static bool OnDesktop { get; } = RuntimeInformation.FrameworkDescription.StartsWith(".NET Framework", StringComparison.Ordinal);

    public static IReadOnlyList<CertificateWarning> Find(OcesCertificate certificate, DateTimeOffset now, bool desktop)
    {
        var found = new List<CertificateWarning>();
        string who = $"The certificate '{certificate.CommonName ?? certificate.Thumbprint}'";
        int left = certificate.DaysLeft(now);
        if (left is >= 0 and <= CertificateWarning.DaysBeforeExpiry)
        {
            found.Add(new CertificateWarning(
                "CertificateExpiresSoon",
                $"{who} expires on {certificate.NotAfter.UtcDateTime:yyyy-MM-dd}, in {left} days.",
                ErrorCatalogue.Advice("CertificateExpiresSoon", ("portal", certificate.PortalAddress))));
        }

        bool sent = CertificateChain.IsSelfIssued(certificate.Certificate)
            || CertificateChain.IssuerIsInStore(certificate)
            || (!desktop && CertificateChain.IssuerIsInFile(certificate));
        if (!sent)
        {
            found.Add(new CertificateWarning(
                "IssuingAuthorityMissing",
                $"{who} would be sent without its issuing CA, '{certificate.IssuerCommonName}'; a server that knows only the root"
                    + " refuses it.",
                ErrorCatalogue.AdviceFor("IssuingAuthorityMissing", desktop ? "Desktop" : null)));
        }

        return found;
    }
}
