using System;
using System.Collections.Concurrent;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SkatFtps.Simulator.Certificates;

/// <summary>
/// Makes a client certificate as OCES issues them: the subject in OCES order, a chain signed with RSASSA-PSS, no extended key
/// usage. What is not set is an organisation's OCES3 test certificate, valid for three years from yesterday.
/// </summary>
public sealed class OcesCertificateBuilder
{
    private static readonly ConcurrentDictionary<int, Lazy<byte[]>> SharedKeys = new();

    public IssuedKind Kind { get; set; } = IssuedKind.Organisation;

    public OcesIssuer Issuer { get; set; } = OcesIssuer.Test;

    /// <summary>Eight digits. A person's certificate has none and leaves this out.</summary>
    public string Cvr { get; set; } = "19552101";

    public Guid Uuid { get; set; } = Guid.NewGuid();

    /// <summary>Writes the UUID in capitals, as one public code base shows it.</summary>
    public bool UpperCaseUuid { get; set; }

    /// <summary>The digits after UID, RID, FID or PID in OCES2.</summary>
    public string Oces2Number { get; set; } = "60134540";

    public string OrganisationName { get; set; } = "Testorganisation nr. 19552101";

    public string CommonName { get; set; } = "VOCES_gyldig";

    public DateTimeOffset NotBefore { get; set; } = DateTimeOffset.UtcNow.AddDays(-1);

    public DateTimeOffset NotAfter { get; set; } = DateTimeOffset.UtcNow.AddDays(-1).AddYears(3);

    /// <summary>An EC key on P-256 in place of the RSA key that OCES prescribes.</summary>
    public bool EcdsaKey { get; set; }

    /// <summary>Bits of the RSA key; real ones have 3072, which takes longer to make.</summary>
    public int KeySize { get; set; } = 2048;

    /// <summary>
    /// Takes the process's one RSA key of this size instead of making a new one, which is nearly all of the work. The
    /// certificates stay different.
    /// </summary>
    public bool ShareKey { get; set; }

    public bool WithKey { get; set; } = true;

    /// <summary>Adds the issuing CA and the root to <see cref="IssuedCertificate.Chain"/>.</summary>
    public bool WithIntermediates { get; set; } = true;

    /// <summary>The subject's <c>serialNumber</c> (2.5.4.5) as this builder will write it.</summary>
    public string SubjectSerialNumber => Kind switch
    {
        IssuedKind.Organisation => "UI:DK-O:G:" + UuidText,
        IssuedKind.Employee => "UI:DK-E:G:" + UuidText,
        IssuedKind.Person => "UI:DK-P:G:" + UuidText,
        IssuedKind.Oces2Organisation => $"CVR:{Cvr}-UID:{Oces2Number}",
        IssuedKind.Oces2Employee => $"CVR:{Cvr}-RID:{Oces2Number}",
        IssuedKind.Oces2Function => $"CVR:{Cvr}-FID:{Oces2Number}",
        IssuedKind.Oces2Person => "PID:9208-2002-2-" + Oces2Number,
        _ => throw new InvalidOperationException($"Unknown kind {Kind}."),
    };

    private string UuidText => UpperCaseUuid ? Uuid.ToString("D").ToUpperInvariant() : Uuid.ToString("D");

    private bool IsOces2 =>
        Kind is IssuedKind.Oces2Organisation or IssuedKind.Oces2Employee or IssuedKind.Oces2Function or IssuedKind.Oces2Person;

    public IssuedCertificate Build()
    {
        OcesAuthority authority = OcesAuthority.Get(Issuer, IsOces2);
        using RSA? rsa = EcdsaKey ? null : RsaKey();
        using ECDsa? ecdsa = EcdsaKey ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : null;

        CertificateRequest request = rsa is not null
            ? new CertificateRequest(Subject(), rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pss)
            : new CertificateRequest(Subject(), ecdsa!, HashAlgorithmName.SHA256);
        AddExtensions(request, authority);

        X509Certificate2 issued = request.Create(
            authority.Issuing.SubjectName,
            X509SignatureGenerator.CreateForRSA(authority.IssuingKey, RSASignaturePadding.Pss),
            NotBefore, NotAfter, OcesAuthority.SerialNumber());

        X509Certificate2 certificate = issued;
        if (WithKey)
        {
            certificate = rsa is not null ? issued.CopyWithPrivateKey(rsa) : issued.CopyWithPrivateKey(ecdsa!);
        }

        X509Certificate2[] chain = WithIntermediates ? [authority.Issuing, authority.Root] : [];
        return new IssuedCertificate(certificate, chain);
    }

    private RSA RsaKey()
    {
        if (!ShareKey)
        {
            return RSA.Create(KeySize);
        }

        RSA key = RSA.Create();
        key.ImportRSAPrivateKey(SharedKeys.GetOrAdd(KeySize, size => new Lazy<byte[]>(() => NewKey(size))).Value, out _);
        return key;
    }

    private static byte[] NewKey(int size)
    {
        using RSA key = RSA.Create(size);
        return key.ExportRSAPrivateKey();
    }

    private X500DistinguishedName Subject()
    {
        DistinguishedNameWriter name = new DistinguishedNameWriter().Add(DistinguishedNameWriter.Country, "DK");
        if (IsOces2)
        {
            string organisation = Kind == IssuedKind.Oces2Person ? "Ingen organisatorisk tilknytning" : $"{OrganisationName} // CVR:{Cvr}";
            return name
                .Add(DistinguishedNameWriter.Organisation, organisation)
                .AddTogether(
                    (DistinguishedNameWriter.CommonName, CommonName), (DistinguishedNameWriter.SerialNumber, SubjectSerialNumber))
                .Build();
        }

        if (Kind != IssuedKind.Person)
        {
            name.Add(DistinguishedNameWriter.OrganisationIdentifier, "NTRDK-" + Cvr)
                .Add(DistinguishedNameWriter.Organisation, OrganisationName);
        }

        name.Add(DistinguishedNameWriter.SerialNumber, SubjectSerialNumber);
        if (Kind != IssuedKind.Organisation)
        {
            name.Add(DistinguishedNameWriter.GivenName, "Thormund").Add(DistinguishedNameWriter.Surname, "Nissen");
        }

        return name.Add(DistinguishedNameWriter.CommonName, CommonName).Build();
    }

    private void AddExtensions(CertificateRequest request, OcesAuthority authority)
    {
        X509KeyUsageFlags usage = X509KeyUsageFlags.DigitalSignature | (EcdsaKey ? 0 : X509KeyUsageFlags.KeyEncipherment);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, true));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority.Issuing, true, false));

        // Only these two policies are known from certificates that were made public.
        if (Kind == IssuedKind.Organisation)
        {
            request.CertificateExtensions.Add(Policy("1.2.208.169.1.1.1.3.7"));
        }

        if (Kind == IssuedKind.Employee)
        {
            request.CertificateExtensions.Add(Policy("1.2.208.169.1.1.1.2.7"));
        }
    }

    private static X509Extension Policy(string oid)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
        }

        return new X509Extension("2.5.29.32", writer.Encode(), false);
    }
}
