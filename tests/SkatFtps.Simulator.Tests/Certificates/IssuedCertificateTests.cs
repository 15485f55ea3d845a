using System;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using SkatFtps.Simulator.Certificates;
using Xunit;

namespace SkatFtps.Simulator.Tests.Certificates;

public sealed class IssuedCertificateTests
{
    private const string RsassaPss = "1.2.840.113549.1.1.10";
    private static readonly Guid Uuid = Guid.Parse("e7057bbd-5e7d-4200-ad81-623333d5c657");

    [Theory]
    [InlineData(
        IssuedKind.Organisation, "UI:DK-O:G:e7057bbd-5e7d-4200-ad81-623333d5c657", "CVR_30808460_UI_e7057bbd-5e7d-4200-ad81-623333d5c657")]
    [InlineData(
        IssuedKind.Employee, "UI:DK-E:G:e7057bbd-5e7d-4200-ad81-623333d5c657", "CVR_30808460_UI_e7057bbd-5e7d-4200-ad81-623333d5c657")]
    [InlineData(IssuedKind.Person, "UI:DK-P:G:e7057bbd-5e7d-4200-ad81-623333d5c657", null)]
    [InlineData(IssuedKind.Oces2Organisation, "CVR:30808460-UID:25351738", "CVR_30808460_UID_25351738")]
    [InlineData(IssuedKind.Oces2Employee, "CVR:30808460-RID:25351738", "CVR_30808460_RID_25351738")]
    [InlineData(IssuedKind.Oces2Function, "CVR:30808460-FID:25351738", "CVR_30808460_FID_25351738")]
    [InlineData(IssuedKind.Oces2Person, "PID:9208-2002-2-25351738", null)]
    public void Each_kind_has_its_serial_number_and_user(IssuedKind kind, string serialNumber, string? userName)
    {
        OcesCertificateBuilder builder = new()
        {
            Kind = kind, Cvr = "30808460", Uuid = Uuid, Oces2Number = "25351738", ShareKey = true,
        };
        using IssuedCertificate certificate = builder.Build();

        Assert.Equal(serialNumber, builder.SubjectSerialNumber);
        Assert.Equal(userName, certificate.UserName);
    }

    [Fact]
    public void An_organisations_subject_has_the_order_of_oces3()
    {
        using IssuedCertificate certificate = new OcesCertificateBuilder { Uuid = Uuid, ShareKey = true }.Build();

        Assert.Equal(
            ["2.5.4.6", "2.5.4.97", "2.5.4.10", "2.5.4.5", "2.5.4.3"],
            certificate.Certificate.SubjectName.EnumerateRelativeDistinguishedNames(reversed: false)
                .Select(name => name.GetSingleElementType().Value));
    }

    [Fact]
    public void Oces2_puts_two_attributes_into_one_name()
    {
        using IssuedCertificate certificate = new OcesCertificateBuilder { Kind = IssuedKind.Oces2Organisation, ShareKey = true }.Build();

        Assert.Equal(
            [false, false, true],
            certificate.Certificate.SubjectName.EnumerateRelativeDistinguishedNames(reversed: false)
                .Select(name => name.HasMultipleElements));
    }

    [Theory]
    [InlineData(OcesIssuer.Test, IssuedKind.Organisation, "Den Danske Stat OCES udstedende-CA 1", true)]
    [InlineData(OcesIssuer.Production, IssuedKind.Organisation, "Den Danske Stat OCES udstedende-CA 1", false)]
    [InlineData(OcesIssuer.Test, IssuedKind.Oces2Employee, "TRUST2408 Systemtest XXII CA", false)]
    [InlineData(OcesIssuer.Production, IssuedKind.Oces2Employee, "TRUST2408 OCES CA IV", false)]
    public void The_issuer_tells_test_from_production(OcesIssuer issuer, IssuedKind kind, string name, bool testUnit)
    {
        using IssuedCertificate certificate = new OcesCertificateBuilder { Issuer = issuer, Kind = kind, ShareKey = true }.Build();

        Assert.Equal(name, certificate.Certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: true));
        Assert.Equal(testUnit, certificate.Certificate.IssuerName.Name.Contains("OU=Test - cti", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_whole_chain_is_signed_with_pss_and_without_extended_key_usage(bool ecdsa)
    {
        using IssuedCertificate certificate = new OcesCertificateBuilder { EcdsaKey = ecdsa, ShareKey = true }.Build();
        X509Certificate2[] all = [certificate.Certificate, .. certificate.Chain];

        Assert.All(all, one => Assert.Equal(RsassaPss, one.SignatureAlgorithm.Value));
        Assert.All(all, one => Assert.Empty(one.Extensions.OfType<X509EnhancedKeyUsageExtension>()));
        Assert.Equal(ecdsa, certificate.Certificate.GetECDsaPublicKey() is not null);
    }

    [Fact]
    public void The_p12_file_opens_with_its_password_only_and_holds_the_chain()
    {
        using IssuedCertificate certificate = new OcesCertificateBuilder { ShareKey = true }.Build();
        byte[] p12 = certificate.ExportP12("right");

        X509Certificate2Collection all = X509CertificateLoader.LoadPkcs12Collection(p12, "right");
        Assert.Equal(3, all.Count);
        Assert.Equal(certificate.Certificate.Thumbprint, Assert.Single(all, one => one.HasPrivateKey).Thumbprint);
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(
            () => X509CertificateLoader.LoadPkcs12Collection(p12, "wrong"));
    }

    [Fact]
    public void The_p12_file_is_encrypted_as_net_framework_reads_it()
    {
        using IssuedCertificate certificate = new OcesCertificateBuilder { ShareKey = true }.Build();
        string p12 = Convert.ToHexString(certificate.ExportP12("x"));

        Assert.Contains("060A2A864886F70D010C0103", p12); // pbeWithSHAAnd3-KeyTripleDES-CBC
        Assert.DoesNotContain("06092A864886F70D01050D", p12); // PBES2
    }

    [Fact]
    public void Key_and_intermediates_can_be_left_out()
    {
        using IssuedCertificate certificate =
            new OcesCertificateBuilder { WithKey = false, WithIntermediates = false, ShareKey = true }.Build();

        Assert.False(certificate.Certificate.HasPrivateKey);
        Assert.Empty(certificate.Chain);
        Assert.Single(X509CertificateLoader.LoadPkcs12Collection(certificate.ExportP12("x"), "x"));
        Assert.Throws<InvalidOperationException>(certificate.ExportKeyPem);
    }

    [Fact]
    public void Certificates_on_the_shared_key_are_still_different()
    {
        using IssuedCertificate first = new OcesCertificateBuilder { ShareKey = true }.Build();
        using IssuedCertificate second = new OcesCertificateBuilder { ShareKey = true }.Build();
        using IssuedCertificate third = new OcesCertificateBuilder { KeySize = 3072 }.Build();

        Assert.NotEqual(first.Certificate.Thumbprint, second.Certificate.Thumbprint);
        Assert.NotEqual(first.UserName, second.UserName);
        Assert.Equal(first.Certificate.GetPublicKeyString(), second.Certificate.GetPublicKeyString());
        Assert.Equal(3072, third.Certificate.GetRSAPublicKey()!.KeySize);
    }
}
