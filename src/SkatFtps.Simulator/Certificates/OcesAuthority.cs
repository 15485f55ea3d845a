using System;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SkatFtps.Simulator.Certificates;

/// <summary>A root and an issuing CA with the names that OCES3 or OCES2 gives them; made once for each process.</summary>
internal sealed class OcesAuthority
{
    private static readonly ConcurrentDictionary<(OcesIssuer Issuer, bool Oces2), Lazy<OcesAuthority>> Made = new();

    // Wide enough to hold certificates that expired long ago and those that are not valid yet.
    private static readonly DateTimeOffset From = new(2016, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Until = new(2046, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private OcesAuthority(OcesIssuer issuer, bool oces2)
    {
        using RSA rootKey = RSA.Create(2048);
        CertificateRequest rootRequest = AuthorityRequest(RootName(issuer, oces2), rootKey);
        Root = rootRequest.Create(
            rootRequest.SubjectName, X509SignatureGenerator.CreateForRSA(rootKey, RSASignaturePadding.Pss), From, Until, SerialNumber());

        IssuingKey = RSA.Create(2048);
        CertificateRequest request = AuthorityRequest(IssuingName(issuer, oces2), IssuingKey);
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Root, true, false));
        Issuing = request.Create(
            Root.SubjectName, X509SignatureGenerator.CreateForRSA(rootKey, RSASignaturePadding.Pss), From, Until, SerialNumber());
    }

    internal X509Certificate2 Root { get; }

    internal X509Certificate2 Issuing { get; }

    internal RSA IssuingKey { get; }

    internal static OcesAuthority Get(OcesIssuer issuer, bool oces2) =>
        Made.GetOrAdd((issuer, oces2), key => new Lazy<OcesAuthority>(() => new OcesAuthority(key.Issuer, key.Oces2))).Value;

    /// <summary>Sixteen random bytes that make a positive number.</summary>
    internal static byte[] SerialNumber()
    {
        byte[] number = RandomNumberGenerator.GetBytes(16);
        number[0] = (byte)((number[0] & 0x7F) | 0x40);
        return number;
    }

    private static CertificateRequest AuthorityRequest(X500DistinguishedName name, RSA key)
    {
        CertificateRequest request = new(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request;
    }

    private static X500DistinguishedName RootName(OcesIssuer issuer, bool oces2) => oces2
        ? Oces2Name(issuer == OcesIssuer.Test ? "TRUST2408 Systemtest VII Primary CA" : "TRUST2408 OCES Primary CA")
        : Oces3Name(issuer, "Den Danske Stat OCES rod-CA");

    private static X500DistinguishedName IssuingName(OcesIssuer issuer, bool oces2) => oces2
        ? Oces2Name(issuer == OcesIssuer.Test ? "TRUST2408 Systemtest XXII CA" : "TRUST2408 OCES CA IV")
        : Oces3Name(issuer, "Den Danske Stat OCES udstedende-CA 1");

    private static X500DistinguishedName Oces2Name(string commonName) => new DistinguishedNameWriter()
        .Add(DistinguishedNameWriter.Country, "DK")
        .Add(DistinguishedNameWriter.Organisation, "TRUST2408")
        .Add(DistinguishedNameWriter.CommonName, commonName)
        .Build();

    private static X500DistinguishedName Oces3Name(OcesIssuer issuer, string commonName)
    {
        DistinguishedNameWriter name = new DistinguishedNameWriter()
            .Add(DistinguishedNameWriter.Country, "DK")
            .Add(DistinguishedNameWriter.Organisation, "Den Danske Stat");
        if (issuer == OcesIssuer.Test)
        {
            name.Add(DistinguishedNameWriter.OrganisationalUnit, "Test - cti");
        }

        return name.Add(DistinguishedNameWriter.CommonName, commonName).Build();
    }
}
