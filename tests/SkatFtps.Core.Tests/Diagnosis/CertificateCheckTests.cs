using System;
using System.Collections.Generic;
using System.Security.Cryptography.X509Certificates;
using SkatFtps.Core.Tests.Support;
using SkatFtps.Diagnosis;
using Xunit;

namespace SkatFtps.Core.Tests.Diagnosis;

public sealed class CertificateCheckTests
{
    [Fact]
    public void A_test_certificate_on_production_fails_and_goes_on_and_force_lets_it_pass()
    {
        (GatewayCheck refused, OcesCertificate? used) = Check(CertificateFactory.Test, force: false);
        Assert.Equal((GatewayCheckResult.Failed, "CertificateEnvironmentMismatch"), (refused.Result, refused.ErrorId!));
        Assert.Contains("-Force", refused.Advice, StringComparison.Ordinal);
        Assert.NotNull(used);

        Assert.Equal(GatewayCheckResult.Passed, Check(CertificateFactory.Test, force: true).Check.Result);
        Assert.Equal(GatewayCheckResult.Passed, Check(CertificateFactory.Production, force: false).Check.Result);
    }

    [Fact]
    public void Force_lets_nothing_else_pass() =>
        Assert.Equal(
            "CertificateGenerationRetired",
            Check(CertificateFactory.Oces2, force: true, CertificateFactory.Oces2Name("CVR:30808460-UID:1")).Check.ErrorId);

    private static (GatewayCheck Check, OcesCertificate? Used) Check(
        CertificateFactory issuer, bool force, X500DistinguishedName? name = null)
    {
        List<GatewayCheck> checks = [];
        DoctorOptions options = new(GatewayEndpoint.Production)
        {
            Certificate = OcesCertificate.FromCertificate(
                issuer.Issue(name ?? CertificateFactory.OrganisationName()), [issuer.Authority, issuer.Root]),
            IgnoreEnvironment = force,
            Clock = () => CertificateFactory.NotBefore.AddYears(1),
        };
        OcesCertificate? used = CertificateCheck.Run(options, new CheckReport(checks.Add));
        return (Assert.Single(checks), used);
    }
}
