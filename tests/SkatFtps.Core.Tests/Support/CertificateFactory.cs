using System;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SkatFtps.Core.Tests.Support;

/// <summary>
/// Issues certificates with the names, the PSS signatures and the intermediate that real ones have. Keys are made once
/// per run. All are valid from <see cref="NotBefore"/> to <see cref="NotAfter"/>.
/// </summary>
internal sealed class CertificateFactory
{
    public const string Cvr = "19552101";
    public const string Uuid = "e7057bbd-5e7d-4200-ad81-623333d5c657";

    public static readonly DateTimeOffset NotBefore = new(2025, 6, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset NotAfter = new(2028, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly RSA AuthorityKey = RSA.Create(2048);
    private static readonly RSA LeafKey = RSA.Create(2048);

    private readonly X500DistinguishedName _name;

    private CertificateFactory(X500DistinguishedName name, X500DistinguishedName rootName)
    {
        _name = name;
        CertificateRequest root = new(rootName, AuthorityKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using X509Certificate2 rootWithKey = root.CreateSelfSigned(NotBefore, NotAfter);
        Root = WithoutKey(rootWithKey);

        CertificateRequest authority = new(name, AuthorityKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        Authority = Sign(authority, rootName, NotAfter);
    }

    public static CertificateFactory Production { get; } = Oces3(null, "Den Danske Stat OCES udstedende-CA 1");

    public static CertificateFactory Test { get; } = Oces3("Test - cti", "Den Danske Stat OCES udstedende-CA 1");

    public static CertificateFactory Oces2 { get; } = Trust2408("TRUST2408 OCES CA IV");

    public static CertificateFactory Oces2Test { get; } = Trust2408("TRUST2408 Systemtest XXII CA");

    public static CertificateFactory Private { get; } = Oces3(null, "Somebody's CA");

    public X509Certificate2 Root { get; }

    public X509Certificate2 Authority { get; }

    public static X500DistinguishedName OrganisationName(string cvr = Cvr, string uuid = Uuid) =>
        new CertificateName()
            .Add("2.5.4.6", "DK", UniversalTagNumber.PrintableString)
            .Add("2.5.4.97", "NTRDK-" + cvr)
            .Add("2.5.4.10", "Skatteforvaltningen æøå")
            .Add("2.5.4.5", "UI:DK-O:G:" + uuid)
            .Add("2.5.4.3", "Indberetning")
            .Build();

    public static X500DistinguishedName EmployeeName() =>
        new CertificateName()
            .Add("2.5.4.3", "Tamar Thomsen")
            .Add("2.5.4.42", "Tamar")
            .Add("2.5.4.4", "Thomsen")
            .Add("2.5.4.5", "UI:DK-E:G:" + Uuid)
            .Add("2.5.4.97", "NTRDK-" + Cvr)
            .Add("2.5.4.10", "Skatteforvaltningen")
            .Add("2.5.4.6", "DK")
            .Build();

    public static X500DistinguishedName PersonName() =>
        new CertificateName().Add("2.5.4.5", "UI:DK-P:G:" + Uuid).Add("2.5.4.3", "Tamar Thomsen").Build();

    public static X500DistinguishedName Oces2Name(string serialNumber) =>
        new CertificateName()
            .Add("2.5.4.6", "DK")
            .Add("2.5.4.10", "NETS DANID A/S // CVR:30808460")
            .AddMultiValued(("2.5.4.3", "NETS DANID A/S - TU VOCES gyldig"), ("2.5.4.5", serialNumber))
            .Build();

    public static X500DistinguishedName PlainName() => new CertificateName().Add("2.5.4.3", "client").Build();

    public X509Certificate2 Issue(X500DistinguishedName subject) => Issue(subject, NotAfter);

    public X509Certificate2 Issue(X500DistinguishedName subject, DateTimeOffset notAfter)
    {
        using X509Certificate2 certificate = Sign(RequestFor(subject), _name, notAfter);
        return certificate.CopyWithPrivateKey(LeafKey);
    }

    public X509Certificate2 IssueWithoutKey(X500DistinguishedName subject) =>
        Sign(RequestFor(subject), _name, NotAfter);

    public X509Certificate2 IssueWithEcdsa(X500DistinguishedName subject)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate =
            Sign(new CertificateRequest(subject, key, HashAlgorithmName.SHA256), _name, NotAfter);
        return certificate.CopyWithPrivateKey(key);
    }

    /// <summary>A certificate whose key can agree on secrets, but not sign.</summary>
    public X509Certificate2 IssueForAgreement(X500DistinguishedName subject)
    {
        using ECDiffieHellman key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new(subject, new PublicKey(key), HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyAgreement, true));
        using X509Certificate2 certificate = Sign(request, _name, NotAfter);
        return certificate.CopyWithPrivateKey(key);
    }

    private static CertificateFactory Oces3(string? unit, string commonName)
    {
        X500DistinguishedName Name(string cn)
        {
            CertificateName name = new CertificateName().Add("2.5.4.6", "DK").Add("2.5.4.10", "Den Danske Stat");
            return (unit is null ? name : name.Add("2.5.4.11", unit)).Add("2.5.4.3", cn).Build();
        }

        return new CertificateFactory(Name(commonName), Name("Den Danske Stat OCES rod-CA"));
    }

    private static CertificateFactory Trust2408(string commonName)
    {
        static X500DistinguishedName Name(string cn) =>
            new CertificateName().Add("2.5.4.6", "DK").Add("2.5.4.10", "TRUST2408").Add("2.5.4.3", cn).Build();
        return new CertificateFactory(Name(commonName), Name("TRUST2408 OCES Primary CA"));
    }

    private static CertificateRequest RequestFor(X500DistinguishedName subject) =>
        new(subject, LeafKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);

    private static X509Certificate2 Sign(
        CertificateRequest request, X500DistinguishedName issuer, DateTimeOffset notAfter) =>
        request.Create(
            issuer, X509SignatureGenerator.CreateForRSA(AuthorityKey, RSASignaturePadding.Pss),
            NotBefore, notAfter, RandomNumberGenerator.GetBytes(8));

    private static X509Certificate2 WithoutKey(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadCertificate(certificate.RawData);
}
