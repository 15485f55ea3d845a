using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using SkatFtps.Core.Tests.Support;
using Xunit;

namespace SkatFtps.Core.Tests.Certificates;

public sealed class SkatCertificateTests
{
    private static readonly DateTimeOffset Now = CertificateFactory.NotBefore.AddYears(1);

    [Fact]
    public void A_certificate_is_told_whole()
    {
        SkatCertificate told = Describe(CertificateFactory.Test, CertificateFactory.Test.Issue(CertificateFactory.OrganisationName()), Now);
        Assert.Equal(
            (OcesKind.Organisation, OcesGeneration.Oces3, GatewayEnvironment.Test), (told.Kind, told.Generation, told.Environment));
        Assert.Equal(
            ("19552101", CertificateFactory.Uuid, $"CVR_19552101_UI_{CertificateFactory.Uuid}"), (told.Cvr, told.Uuid, told.UserName));
        Assert.Equal(
            ("Skatteforvaltningen æøå", "Indberetning", "Den Danske Stat OCES udstedende-CA 1"),
            (told.Organisation, told.CommonName, told.Issuer));
        Assert.Equal((true, true, true), (told.HasPrivateKey, told.IsKeyProven, told.IsChainComplete));
        Assert.Equal((731, "https://secureftpgatewaytest.skat.dk", "a file"), (told.DaysLeft, told.PortalAddress, told.Source));
        Assert.Null(told.Problem);
        Assert.Null(told.Advice);
    }

    [Fact]
    public void Every_certificate_has_its_problem_environment_and_portal()
    {
        X500DistinguishedName organisation = CertificateFactory.OrganisationName();
        (string Case, CertificateFactory Issuer, X509Certificate2 Certificate, DateTimeOffset Now, string? Problem, GatewayEnvironment Environment, bool Proven)[] table =
        [
            ("VOCES", CertificateFactory.Production, CertificateFactory.Production.Issue(organisation), Now, null, GatewayEnvironment.Production, true),
            ("MOCES", CertificateFactory.Production, CertificateFactory.Production.Issue(CertificateFactory.EmployeeName()), Now, null, GatewayEnvironment.Production, true),
            ("upper-case UUID", CertificateFactory.Test, CertificateFactory.Test.Issue(
                CertificateFactory.OrganisationName(
                    uuid: CertificateFactory.Uuid.ToUpperInvariant())), Now, null, GatewayEnvironment.Test, true),
            ("ECDSA", CertificateFactory.Test, CertificateFactory.Test.IssueWithEcdsa(organisation), Now, null, GatewayEnvironment.Test, true),
            ("OCES2", CertificateFactory.Oces2, CertificateFactory.Oces2.Issue(
                CertificateFactory.Oces2Name("CVR:30808460-UID:25351738")), Now, "CertificateGenerationRetired", GatewayEnvironment.Production, true),
            ("OCES2 test", CertificateFactory.Oces2Test, CertificateFactory.Oces2Test.Issue(
                CertificateFactory.Oces2Name("CVR:30808460-RID:1")), Now, "CertificateGenerationRetired", GatewayEnvironment.Test, true),
            ("person", CertificateFactory.Production, CertificateFactory.Production.Issue(CertificateFactory.PersonName()), Now, "CertificateIsPersonal", GatewayEnvironment.Production, true),
            ("expired", CertificateFactory.Production, CertificateFactory.Production.Issue(organisation),
                CertificateFactory.NotAfter.AddDays(2), "CertificateExpired", GatewayEnvironment.Production, true),
            ("not yet valid", CertificateFactory.Production, CertificateFactory.Production.Issue(organisation), CertificateFactory.NotBefore.AddDays(-2), "CertificateNotYetValid", GatewayEnvironment.Production, true),
            ("expires soon", CertificateFactory.Production, CertificateFactory.Production.Issue(organisation),
                CertificateFactory.NotAfter.AddDays(-2), "CertificateExpiresSoon", GatewayEnvironment.Production, true),
            ("no key", CertificateFactory.Production, CertificateFactory.Production.IssueWithoutKey(organisation), Now, "CertificateHasNoPrivateKey", GatewayEnvironment.Production, false),
            ("key that does not sign", CertificateFactory.Production, CertificateFactory.Production.IssueForAgreement(organisation), Now, "CertificateKeyUnusable", GatewayEnvironment.Production, false),
            ("somebody's", CertificateFactory.Private, CertificateFactory.Private.Issue(CertificateFactory.PlainName()), Now, null, GatewayEnvironment.Other, true),
        ];

        List<string> wrong = [];
        foreach ((string what, CertificateFactory issuer, X509Certificate2 certificate, DateTimeOffset now, string? problem, GatewayEnvironment environment, bool proven) in table)
        {
            SkatCertificate told = Describe(issuer, certificate, now);
            bool portal = told.PortalAddress.Contains(
                "gatewaytest", StringComparison.Ordinal) == (environment != GatewayEnvironment.Production);
            if (told.Problem != problem
                || told.Environment != environment
                || told.IsKeyProven != proven
                || !portal
                || (problem is null) != (told.Advice is null))
            {
                wrong.Add($"{what}: {told.Problem}, {told.Environment}, proven {told.IsKeyProven}, {told.PortalAddress}, {told.Advice}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Only_OCES_certificates_are_taken_from_the_store()
    {
        using X509Certificate2 oces = CertificateFactory.Production.Issue(CertificateFactory.OrganisationName());
        using X509Certificate2 other = CertificateFactory.Private.Issue(CertificateFactory.PlainName());
        using X509Store store = new(StoreName.My, StoreLocation.CurrentUser);
        store.Open(OpenFlags.ReadWrite);
        store.Add(oces);
        store.Add(other);
        try
        {
            string[] found = OcesCertificate.FromStores().Select(one => one.Value.Thumbprint).ToArray();
            Assert.Contains(oces.Thumbprint, found);
            Assert.DoesNotContain(other.Thumbprint, found);
        }
        finally
        {
            store.Remove(oces);
            store.Remove(other);
        }
    }

    private static SkatCertificate Describe(CertificateFactory issuer, X509Certificate2 certificate, DateTimeOffset now)
    {
        using OcesCertificate oces = OcesCertificate.FromCertificate(certificate, [issuer.Authority, issuer.Root]);
        return SkatCertificate.Describe(oces, "a file", now);
    }
}
