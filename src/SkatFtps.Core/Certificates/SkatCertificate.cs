using System;
using SkatFtps.Certificates;

namespace SkatFtps;

/// <summary>
/// What there is to know of a certificate before it is used; it holds no key. Nulls are what the certificate does not say.
/// </summary>
public sealed class SkatCertificate
{
    private SkatCertificate(OcesCertificate certificate, string source, DateTimeOffset now)
    {
        Source = source;
        CommonName = certificate.CommonName;
        Organisation = certificate.Organisation;
        Kind = certificate.Kind;
        Generation = certificate.Generation;
        Environment = certificate.Environment;
        Cvr = certificate.Cvr;
        Uuid = certificate.Uuid;
        UserName = certificate.UserName;
        Issuer = certificate.IssuerCommonName;
        NotBefore = certificate.NotBefore;
        NotAfter = certificate.NotAfter;
        DaysLeft = certificate.DaysLeft(now);
        HasPrivateKey = certificate.HasPrivateKey;
        IsChainComplete = CertificateChain.IsComplete(certificate);
        PortalAddress = certificate.PortalAddress;
        Thumbprint = certificate.Thumbprint;
    }

    /// <summary>The file's path, the store's location, or "object".</summary>
    public string Source { get; }

    public string? CommonName { get; }

    public string? Organisation { get; }

    /// <summary>VOCES and FOCES cannot be told apart in OCES3: both are Organisation.</summary>
    public OcesKind Kind { get; }

    public OcesGeneration Generation { get; }

    /// <summary>Where it was issued for; Other where the issuer's name does not tell.</summary>
    public GatewayEnvironment Environment { get; }

    public string? Cvr { get; }

    public string? Uuid { get; }

    /// <summary>The gateway's user name for it.</summary>
    public string? UserName { get; }

    public string? Issuer { get; }

    public DateTimeOffset NotBefore { get; }

    public DateTimeOffset NotAfter { get; }

    /// <summary>Whole days, rounded down; negative after the expiry.</summary>
    public int DaysLeft { get; }

    public bool HasPrivateKey { get; }

    /// <summary>A signature with the private key was made and verified with the certificate.</summary>
    public bool IsKeyProven { get; private set; }

    /// <summary>The issuing CA is in the file or in the store, so that it can be sent along.</summary>
    public bool IsChainComplete { get; }

    /// <summary>Where it is registered and renewed.</summary>
    public string PortalAddress { get; }

    public string Thumbprint { get; }

    /// <summary>The id of what keeps it from being used, or of the first warning; null when there is nothing to say.</summary>
    public string? Problem { get; private set; }

    /// <summary>What to do about <see cref="Problem"/>.</summary>
    public string? Advice { get; private set; }

    /// <param name="certificate">It is not kept.</param>
    /// <param name="source">Where it was found.</param>
    /// <param name="now">The time by which it is judged.</param>
    public static SkatCertificate Describe(OcesCertificate certificate, string source, DateTimeOffset now)
    {
        var described = new SkatCertificate(certificate, source, now);
        CertificateException? refused = described.ProveKey(certificate);
        try
        {
            certificate.Validate(now, null);
        }
        catch (CertificateException e)
        {
            refused = e;
        }

        if (refused is not null)
        {
            described.Problem = refused.ErrorId;
            described.Advice = refused.RecommendedAction;
            return described;
        }

        foreach (CertificateWarning warning in certificate.FindWarnings(now))
        {
            described.Problem ??= warning.Id;
            described.Advice ??= warning.Advice;
        }

        return described;
    }

    public override string ToString() => UserName ?? CommonName ?? Thumbprint;

    private CertificateException? ProveKey(OcesCertificate certificate)
    {
        if (!certificate.HasPrivateKey)
        {
            return null;
        }

        try
        {
            certificate.ProveKey();
            IsKeyProven = true;
            return null;
        }
        catch (CertificateException e)
        {
            return e;
        }
    }
}
