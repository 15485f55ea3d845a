using System.Collections.Generic;
using System.Linq;

namespace SkatFtps.Diagnosis;

/// <summary>The first stage: what can be said of the certificate before any network.</summary>
internal static class CertificateCheck
{
    /// <returns>The certificate if it can be shown to a server at all, whatever the verdict on it.</returns>
    public static OcesCertificate? Run(DoctorOptions options, CheckReport report)
    {
        OcesCertificate? certificate = options.Certificate;
        if (certificate is null)
        {
            report.Fail(
                GatewayStage.Certificate,
                options.CertificateProblem?.ErrorId ?? CertificateException.NotFound,
                options.CertificateProblem?.Fact ?? "There is no certificate.",
                options.CertificateProblem?.RecommendedAction);
            return null;
        }

        bool proven = false;
        try
        {
            certificate.ProveKey();
            proven = true;
            certificate.Validate(options.Clock(), options.Production);
        }
        catch (CertificateException e)
        {
            report.Fail(GatewayStage.Certificate, e.ErrorId, e.Fact, e.RecommendedAction);
            return proven ? certificate : null;
        }

        IReadOnlyList<CertificateWarning> warnings = certificate.FindWarnings(options.Clock());
        if (warnings.Count > 0)
        {
            report.Warn(
                GatewayStage.Certificate,
                warnings[0].Id,
                string.Join(" ", warnings.Select(one => one.Fact)),
                string.Join(" ", warnings.Select(one => one.Advice)));
            return certificate;
        }

        report.Pass(
            GatewayStage.Certificate,
            $"{certificate.Kind}, {certificate.Generation}, '{certificate.CommonName ?? certificate.Thumbprint}',"
                + $" {certificate.DaysLeft(options.Clock())} days left");
        return certificate;
    }
}
