using System;
using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using SkatFtps.Core.Tests.Support;
using Xunit;

namespace SkatFtps.Core.Tests.Certificates;

public sealed class OcesCertificateTests
{
    [Fact]
    public void An_organisation_certificate_tells_its_user_name()
    {
        using X509Certificate2 certificate = CertificateFactory.Production.Issue(CertificateFactory.OrganisationName());
        using OcesCertificate oces = OcesCertificate.FromCertificate(certificate, null);

        Assert.Equal("CVR_19552101_UI_e7057bbd-5e7d-4200-ad81-623333d5c657", oces.UserName);
        Assert.Equal((OcesKind.Organisation, OcesGeneration.Oces3, false), (oces.Kind, oces.Generation, oces.IsTest));
        Assert.Equal(("Skatteforvaltningen æøå", "Indberetning"), (oces.Organisation, oces.CommonName));
        Assert.Equal(("Den Danske Stat", "Den Danske Stat OCES udstedende-CA 1"), (oces.IssuerOrganisation, oces.IssuerCommonName));
        Assert.Equal((CertificateFactory.NotBefore, CertificateFactory.NotAfter), (oces.NotBefore, oces.NotAfter));
        Assert.Equal((TimeSpan.Zero, true), (oces.NotAfter.Offset, oces.HasPrivateKey));
    }

    [Fact]
    public void An_employee_certificate_tells_its_user_name_whatever_the_order()
    {
        using X509Certificate2 certificate = CertificateFactory.Test.Issue(CertificateFactory.EmployeeName());
        using OcesCertificate oces = OcesCertificate.FromCertificate(certificate, null);
        Assert.Equal("CVR_19552101_UI_e7057bbd-5e7d-4200-ad81-623333d5c657", oces.UserName);
        Assert.Equal((OcesKind.Employee, OcesGeneration.Oces3, true), (oces.Kind, oces.Generation, oces.IsTest));
    }

    [Fact]
    public void An_upper_case_uuid_keeps_its_spelling()
    {
        string uuid = CertificateFactory.Uuid.ToUpperInvariant();
        using X509Certificate2 certificate =
            CertificateFactory.Production.Issue(CertificateFactory.OrganisationName(uuid: uuid));
        using OcesCertificate oces = OcesCertificate.FromCertificate(certificate, null);
        Assert.Equal("CVR_19552101_UI_" + uuid, oces.UserName);
    }

    [Fact]
    public void A_person_has_no_user_name()
    {
        using X509Certificate2 certificate = CertificateFactory.Production.Issue(CertificateFactory.PersonName());
        using OcesCertificate oces = OcesCertificate.FromCertificate(certificate, null);
        Assert.Equal((OcesKind.Person, (string?)null, (string?)null), (oces.Kind, oces.UserName, oces.Cvr));
    }

    [Theory]
    [InlineData("CVR:30808460-UID:25351738", OcesKind.Organisation, "30808460")]
    [InlineData("CVR:30808460-FID:1255692730737", OcesKind.Organisation, "30808460")]
    [InlineData("CVR:30808460-RID:42634739", OcesKind.Employee, "30808460")]
    [InlineData("PID:9208-2002-2-514358910503", OcesKind.Person, null)]
    public void Oces2_is_read_from_its_multi_valued_rdn(string serialNumber, OcesKind kind, string? cvr)
    {
        using X509Certificate2 certificate = CertificateFactory.Oces2Test.Issue(CertificateFactory.Oces2Name(serialNumber));
        using OcesCertificate oces = OcesCertificate.FromCertificate(certificate, null);
        Assert.Equal((OcesGeneration.Oces2, kind, cvr, true), (oces.Generation, oces.Kind, oces.Cvr, oces.IsTest));
        Assert.Equal(("NETS DANID A/S", "NETS DANID A/S - TU VOCES gyldig"), (oces.Organisation, oces.CommonName));
        Assert.Null(oces.UserName);
    }

    [Theory]
    [InlineData(UniversalTagNumber.UTF8String)]
    [InlineData(UniversalTagNumber.PrintableString)]
    [InlineData(UniversalTagNumber.IA5String)]
    [InlineData(UniversalTagNumber.T61String)]
    [InlineData(UniversalTagNumber.BMPString)]
    public void Every_string_type_is_read(UniversalTagNumber type)
    {
        X500DistinguishedName name = new CertificateName()
            .Add("2.5.4.97", "NTRDK-" + CertificateFactory.Cvr, type)
            .Add("2.5.4.5", "UI:DK-O:G:" + CertificateFactory.Uuid, type).Build();
        using X509Certificate2 certificate = CertificateFactory.Production.Issue(name);
        using OcesCertificate oces = OcesCertificate.FromCertificate(certificate, null);
        Assert.Equal("CVR_19552101_UI_" + CertificateFactory.Uuid, oces.UserName);
    }

    [Theory]
    [InlineData("NTRDK-1234567", "UI:DK-O:G:e7057bbd-5e7d-4200-ad81-623333d5c657")]
    [InlineData("NTRSE-19552101", "UI:DK-O:G:e7057bbd-5e7d-4200-ad81-623333d5c657")]
    [InlineData("NTRDK-19552101", "UI:DK-O:G:e7057bbd")]
    [InlineData("NTRDK-19552101", "UI:DK-O:G:e7057bbd-5e7d-4200-ad81-623333d5c657\n")]
    [InlineData("NTRDK-19552101", "42")]
    public void A_subject_that_is_not_quite_oces_has_no_user_name(string identifier, string serialNumber)
    {
        X500DistinguishedName name =
            new CertificateName().Add("2.5.4.97", identifier).Add("2.5.4.5", serialNumber).Build();
        using X509Certificate2 certificate = CertificateFactory.Private.Issue(name);
        using OcesCertificate oces = OcesCertificate.FromCertificate(certificate, null);
        Assert.Null(oces.UserName);
    }

    [Fact]
    public void A_key_of_either_algorithm_proves_itself()
    {
        using X509Certificate2 rsa = CertificateFactory.Production.Issue(CertificateFactory.OrganisationName());
        using X509Certificate2 ecdsa = CertificateFactory.Private.IssueWithEcdsa(CertificateFactory.PlainName());
        OcesCertificate.FromCertificate(rsa, null).ProveKey();
        OcesCertificate.FromCertificate(ecdsa, null).ProveKey();
    }

    [Fact]
    public void Without_a_key_there_is_nothing_to_prove()
    {
        using X509Certificate2 certificate =
            CertificateFactory.Production.IssueWithoutKey(CertificateFactory.OrganisationName());
        using OcesCertificate oces = OcesCertificate.FromCertificate(certificate, null);
        Assert.False(oces.HasPrivateKey);
        Assert.Equal("CertificateHasNoPrivateKey", Assert.Throws<CertificateException>(oces.ProveKey).ErrorId);
    }

    [Fact]
    public void A_key_that_neither_rsa_nor_ecdsa_can_use_is_unusable()
    {
        using X509Certificate2 certificate = CertificateFactory.Private.IssueForAgreement(CertificateFactory.PlainName());
        using OcesCertificate oces = OcesCertificate.FromCertificate(certificate, null);
        Assert.Equal("CertificateKeyUnusable", Assert.Throws<CertificateException>(oces.ProveKey).ErrorId);
    }

    [Fact]
    public void A_callers_certificate_outlives_the_wrapper()
    {
        using X509Certificate2 certificate = CertificateFactory.Production.Issue(CertificateFactory.OrganisationName());
        OcesCertificate.FromCertificate(certificate, null).Dispose();
        OcesCertificate.FromCertificate(certificate, null).ProveKey();
    }
}
