using System;
using System.Collections.Generic;
using System.Security.Cryptography.X509Certificates;
using SkatFtps.Core.Tests.Support;
using Xunit;

namespace SkatFtps.Core.Tests.Certificates;

public sealed class CertificateValidationTests
{
    private static readonly DateTimeOffset Valid = CertificateFactory.NotBefore.AddYears(1);
    private static readonly DateTimeOffset Late = CertificateFactory.NotAfter.AddSeconds(1);
    private static readonly DateTimeOffset Early = CertificateFactory.NotBefore.AddSeconds(-1);

    [Fact]
    public void Every_certificate_gets_its_verdict()
    {
        X500DistinguishedName organisation = CertificateFactory.OrganisationName();
        X500DistinguishedName person = CertificateFactory.PersonName();
        X500DistinguishedName plain = CertificateFactory.PlainName();
        X500DistinguishedName voces2 = CertificateFactory.Oces2Name("CVR:30808460-UID:25351738");
        X509Certificate2 real = CertificateFactory.Production.Issue(organisation);
        X509Certificate2 test = CertificateFactory.Test.Issue(organisation);
        X509Certificate2 own = CertificateFactory.Private.Issue(plain);

        (string Case, X509Certificate2 Certificate, DateTimeOffset Now, bool? Production, string? ErrorId)[] table =
        [
            ("production on production", real, Valid, true, null),
            ("production, environment unknown", real, Valid, null, null),
            ("production on test", real, Valid, false, "CertificateEnvironmentMismatch"),
            ("test on test", test, Valid, false, null),
            ("test, environment unknown", test, Valid, null, null),
            ("test on production", test, Valid, true, "CertificateEnvironmentMismatch"),
            ("employee", CertificateFactory.Production.Issue(CertificateFactory.EmployeeName()), Valid, true, null),
            ("its first second", real, CertificateFactory.NotBefore, true, null),
            ("its last second", real, CertificateFactory.NotAfter, true, null),
            ("too late", real, Late, true, "CertificateExpired"),
            ("too early", real, Early, true, "CertificateNotYetValid"),
            ("too late and the wrong environment", test, Late, true, "CertificateExpired"),
            ("no key", CertificateFactory.Production.IssueWithoutKey(organisation), Valid, true, "CertificateHasNoPrivateKey"),
            ("person", CertificateFactory.Production.Issue(person), Valid, true, "CertificateIsPersonal"),
            ("OCES2", CertificateFactory.Oces2.Issue(voces2), Valid, true, "CertificateGenerationRetired"),
            ("OCES2, too late", CertificateFactory.Oces2.Issue(voces2), Late, true, "CertificateGenerationRetired"),
            ("OCES2 test", CertificateFactory.Oces2Test.Issue(voces2), Valid, false, "CertificateGenerationRetired"),
            ("OCES2's authority alone", CertificateFactory.Oces2.Issue(plain), Valid, true, "CertificateGenerationRetired"),
            ("OCES2's subject alone", CertificateFactory.Private.Issue(voces2), Valid, null, "CertificateGenerationRetired"),
            ("OCES2 person", CertificateFactory.Oces2.Issue(
                CertificateFactory.Oces2Name("PID:9208-2002")), Valid, true, "CertificateIsPersonal"),
            ("not OCES, on production", own, Valid, true, null),
            ("not OCES, on test", own, Valid, false, null),
            ("OCES3's subject from elsewhere, on test", CertificateFactory.Private.Issue(organisation), Valid, false, null),
            ("ECDSA", CertificateFactory.Production.IssueWithEcdsa(organisation), Valid, true, null),
        ];

        List<string> wrong = [];
        foreach ((string what, X509Certificate2 certificate, DateTimeOffset now, bool? production, string? errorId) in table)
        {
            string? verdict = Verdict(certificate, now, production)?.ErrorId;
            if (verdict != errorId)
            {
                wrong.Add($"{what}: {verdict}");
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData(true, "https://secureftpgateway.skat.dk.")]
    [InlineData(false, "https://secureftpgatewaytest.skat.dk.")]
    public void A_retired_certificate_is_sent_to_its_environments_portal(bool production, string portal)
    {
        using X509Certificate2 certificate =
            CertificateFactory.Oces2.Issue(CertificateFactory.Oces2Name("CVR:30808460-RID:42634739"));
        CertificateException e = Verdict(certificate, Valid, production)!;
        Assert.EndsWith("register it as a new user at " + portal, e.RecommendedAction, StringComparison.Ordinal);
        Assert.EndsWith(e.RecommendedAction!, e.Message, StringComparison.Ordinal);
    }

    private static CertificateException? Verdict(X509Certificate2 certificate, DateTimeOffset now, bool? production)
    {
        using OcesCertificate oces = OcesCertificate.FromCertificate(certificate, null);
        return Record.Exception(() => oces.Validate(now, production)) as CertificateException;
    }
}
