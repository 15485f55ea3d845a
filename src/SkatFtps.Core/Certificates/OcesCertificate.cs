using System;
using System.Collections.Generic;
using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SkatFtps.Certificates;
using SkatFtps.Gateway;

namespace SkatFtps;

/// <summary>
/// A client certificate with its chain, and what its names say. Fields are null where a certificate does not say it:
/// one that is no OCES certificate at all can still log on, under a user name given by hand.
/// </summary>
public sealed class OcesCertificate : IDisposable
{
    private readonly OcesSubject _subject;
    private readonly bool _owned;

    private OcesCertificate(X509Certificate2 certificate, X509Certificate2Collection chain, bool owned)
    {
        Certificate = certificate;
        Chain = chain;
        _owned = owned;
        try
        {
            _subject = new OcesSubject(
                new DistinguishedName(certificate.SubjectName), new DistinguishedName(certificate.IssuerName));
        }
        catch (FormatException e)
        {
            Dispose();
            throw new CertificateException(
                CertificateException.SubjectMalformed,
                $"The names in the certificate {certificate.Thumbprint} are not valid DER: {e.Message}",
                null, e);
        }
    }

    public X509Certificate2 Certificate { get; }

    /// <summary>The file's other certificates. The server may know only the root, so they are sent along.</summary>
    public X509Certificate2Collection Chain { get; }

    public OcesKind Kind => _subject.Kind;

    public OcesGeneration Generation => _subject.Generation;

    /// <summary>Issued by one of the test authorities.</summary>
    public bool IsTest => _subject.IsTest;

    /// <summary>Where it was issued for, by its issuer's name; Other where the name does not tell.</summary>
    public GatewayEnvironment Environment =>
        IsTest ? GatewayEnvironment.Test : _subject.IsFromOcesAuthority ? GatewayEnvironment.Production : GatewayEnvironment.Other;

    /// <summary>The Certificate Portal of its environment, or both where that is not known.</summary>
    public string PortalAddress => CertificatePortal.For(Environment == GatewayEnvironment.Other ? null : !IsTest);

    /// <summary>Eight digits.</summary>
    public string? Cvr => _subject.Cvr;

    /// <summary>In the certificate's spelling; OCES3 only.</summary>
    public string? Uuid => _subject.Uuid;

    public string? Organisation => _subject.Organisation;

    public string? CommonName => _subject.CommonName;

    public string? IssuerCommonName => _subject.IssuerCommonName;

    public string? IssuerOrganisation => _subject.IssuerOrganisation;

    /// <summary><c>CVR_12345678_UI_uuid</c> (guide, "Client Connection"); null unless the certificate has both.</summary>
    public string? UserName => Cvr is null || Uuid is null ? null : $"CVR_{Cvr}_UI_{Uuid}";

    public string Thumbprint => Certificate.Thumbprint;

    public DateTimeOffset NotBefore => new(Certificate.NotBefore.ToUniversalTime());

    public DateTimeOffset NotAfter => new(Certificate.NotAfter.ToUniversalTime());

    public bool HasPrivateKey => Certificate.HasPrivateKey;

    /// <summary>
    /// Loads a .p12 or .pfx file. Of several certificates with a key the one that is valid longest is meant. On Windows
    /// the key lies in a file of the user's profile until <see cref="Dispose"/>.
    /// </summary>
    /// <exception cref="CertificateException">Missing, no p12, wrong password, or no private key in it.</exception>
    public static OcesCertificate FromFile(string path, SecureString? password)
    {
        X509Certificate2Collection loaded = CertificateLoader.LoadFile(path, password);
        X509Certificate2? certificate = null;
        foreach (X509Certificate2 candidate in loaded)
        {
            if (candidate.HasPrivateKey && (certificate is null || candidate.NotAfter > certificate.NotAfter))
            {
                certificate = candidate;
            }
        }

        X509Certificate2Collection chain = [];
        foreach (X509Certificate2 other in loaded)
        {
            if (!other.HasPrivateKey)
            {
                chain.Add(other);
            }
            else if (!ReferenceEquals(other, certificate))
            {
                other.Dispose();
            }
        }

        if (certificate is not null)
        {
            return new OcesCertificate(certificate, chain, owned: true);
        }

        DisposeAll(chain);
        throw NoPrivateKey($"The file '{path}'");
    }

    /// <summary>
    /// Takes a certificate from the caller, who also disposes it. It may lack a private key, for one can look at such
    /// a certificate too; <see cref="Validate"/> refuses it.
    /// </summary>
    public static OcesCertificate FromCertificate(X509Certificate2 certificate, X509Certificate2Collection? chain) =>
        new(certificate, chain ?? [], owned: false);

    /// <summary>Looks in the store My, the user's before the machine's.</summary>
    /// <exception cref="CertificateException">No thumbprint, not found, or without private key.</exception>
    public static OcesCertificate FromStore(string thumbprint) =>
        new(CertificateLoader.LoadFromStore(thumbprint), [], owned: true);

    /// <summary>
    /// All OCES certificates in the store My, the user's before the machine's, with or without private key; the caller disposes them.
    /// A store that this account cannot open holds none.
    /// </summary>
    public static IReadOnlyList<KeyValuePair<StoreLocation, OcesCertificate>> FromStores()
    {
        var found = new List<KeyValuePair<StoreLocation, OcesCertificate>>();
        foreach (KeyValuePair<StoreLocation, X509Certificate2> one in CertificateStores.All(StoreName.My))
        {
            OcesSubject? subject = OcesSubject.TryRead(one.Value);
            if (subject is null || subject.Generation == OcesGeneration.Unknown)
            {
                one.Value.Dispose();
                continue;
            }

            found.Add(new KeyValuePair<StoreLocation, OcesCertificate>(one.Key, new OcesCertificate(one.Value, [], owned: true)));
        }

        return found;
    }

    /// <summary>
    /// Refuses what the gateway is known to refuse. A null environment leaves out the check of test against production,
    /// which rests on the issuer's name.
    /// </summary>
    /// <exception cref="CertificateException">One id per cause; the first that cannot be helped otherwise.</exception>
    public void Validate(DateTimeOffset now, bool? productionEnvironment) =>
        CertificateValidation.Validate(this, _subject, now, productionEnvironment);

    /// <summary>Whole days until it expires, rounded down; negative afterwards.</summary>
    public int DaysLeft(DateTimeOffset now) => (int)Math.Floor((NotAfter - now).TotalDays);

    /// <summary>
    /// What is usable today and will fail one day, or elsewhere: an expiry within 60 days, an issuing CA that is not at hand.
    /// </summary>
    public IReadOnlyList<CertificateWarning> FindWarnings(DateTimeOffset now) =>
        CertificateWarnings.Find(this, now, CertificateWarnings.OnDesktop);

    /// <summary>Signs a nonce and verifies it with the certificate's public key. No network.</summary>
    /// <exception cref="CertificateException">No key, not the certificate's own, or one that does not sign.</exception>
    public void ProveKey()
    {
        if (!HasPrivateKey)
        {
            throw NoPrivateKey($"The certificate {Thumbprint}");
        }

        try
        {
            if (!CertificateValidation.SignsForItself(Certificate))
            {
                throw KeyUnusable("does not match the certificate", null);
            }
        }
        catch (CryptographicException e)
        {
            throw KeyUnusable("cannot sign: " + e.Message, e);
        }
    }

    /// <summary>Releases the key, unless the caller brought the certificate.</summary>
    public void Dispose()
    {
        if (!_owned)
        {
            return;
        }

        Certificate.Dispose();
        DisposeAll(Chain);
    }

    public override string ToString() => UserName ?? CommonName ?? Thumbprint;

    internal static CertificateException NoPrivateKey(string what) => new(
        CertificateException.HasNoPrivateKey, $"{what} has no private key, so it cannot prove who you are.");

    private static void DisposeAll(X509Certificate2Collection certificates)
    {
        foreach (X509Certificate2 certificate in certificates)
        {
            certificate.Dispose();
        }
    }

    private CertificateException KeyUnusable(string fact, Exception? inner) => new(
        CertificateException.KeyUnusable, $"The private key of the certificate {Thumbprint} {fact}.", null, inner);
}
