using System;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SkatFtps.Errors;
using SkatFtps.Gateway;

namespace SkatFtps.Certificates;

/// <summary>The verdicts on a certificate, in the order in which they help: no renewal mends a retired generation.</summary>
internal static class CertificateValidation
{
    private const int NonceLength = 32;

    public static void Validate(
        OcesCertificate certificate, OcesSubject subject, DateTimeOffset now, bool? productionEnvironment)
    {
        string who = $"The certificate '{certificate.CommonName ?? certificate.Thumbprint}'";
        string portal = CertificatePortal.For(productionEnvironment);

        if (!certificate.HasPrivateKey)
        {
            throw OcesCertificate.NoPrivateKey(who);
        }

        if (certificate.Kind == OcesKind.Person)
        {
            throw new CertificateException(
                CertificateException.IsPersonal, $"{who} is a private person's and names no company.");
        }

        if (certificate.Generation == OcesGeneration.Oces2)
        {
            throw new CertificateException(
                CertificateException.GenerationRetired, $"{who} is an OCES2 certificate; the gateway requires OCES3.",
                ErrorCatalogue.Advice(CertificateException.GenerationRetired, ("portal", portal)));
        }

        if (now > certificate.NotAfter)
        {
            throw new CertificateException(
                CertificateException.Expired, $"{who} expired on {Date(certificate.NotAfter)}.",
                ErrorCatalogue.Advice(CertificateException.Expired, ("portal", portal)));
        }

        if (now < certificate.NotBefore)
        {
            throw new CertificateException(
                CertificateException.NotYetValid, $"{who} is not valid before {Date(certificate.NotBefore)}.");
        }

        CheckEnvironment(who, subject, productionEnvironment);
    }

    /// <exception cref="CryptographicException">The key cannot be opened or does not sign.</exception>
    public static bool SignsForItself(X509Certificate2 certificate)
    {
        byte[] nonce = new byte[NonceLength];
        using (RandomNumberGenerator random = RandomNumberGenerator.Create())
        {
            random.GetBytes(nonce);
        }

        using (RSA? key = certificate.GetRSAPrivateKey())
        using (RSA? publicKey = certificate.GetRSAPublicKey())
        {
            if (key is not null && publicKey is not null)
            {
                return publicKey.VerifyData(
                    nonce, key.SignData(nonce, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
                    HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            }
        }

        using (ECDsa? key = certificate.GetECDsaPrivateKey())
        using (ECDsa? publicKey = certificate.GetECDsaPublicKey())
        {
            if (key is not null && publicKey is not null)
            {
                return publicKey.VerifyData(nonce, key.SignData(nonce, HashAlgorithmName.SHA256), HashAlgorithmName.SHA256);
            }
        }

        throw new CryptographicException("neither an RSA nor an ECDSA key");
    }

    // Only the state's own authorities tell their environment; a certificate from elsewhere may be meant for either.
    private static void CheckEnvironment(string who, OcesSubject subject, bool? production)
    {
        if (production is null || (!subject.IsTest && !subject.IsFromOcesAuthority) || production == !subject.IsTest)
        {
            return;
        }

        (string own, string asked) = subject.IsTest ? ("test", "production") : ("production", "test");
        throw new CertificateException(
            CertificateException.EnvironmentMismatch,
            $"{who} was issued for {own} (by {subject.IssuerCommonName}), but the {asked} environment was asked for.");
    }

    private static string Date(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";
}
