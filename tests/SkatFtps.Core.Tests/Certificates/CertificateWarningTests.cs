using System;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using SkatFtps.Certificates;
using SkatFtps.Core.Tests.Support;
using Xunit;

namespace SkatFtps.Core.Tests.Certificates;

public sealed class CertificateWarningTests
{
    private static readonly DateTimeOffset Valid = CertificateFactory.NotBefore.AddYears(1);

    [Theory]
    [InlineData(61.5, null)]
    [InlineData(60.5, "in 60 days")]
    [InlineData(0.5, "in 0 days")]
    [InlineData(-0.5, null)]
    public void From_60_days_before_its_expiry_a_certificate_is_warned_of(double daysBefore, string? says)
    {
        using OcesCertificate oces = Load(CertificateFactory.Test, true);
        CertificateWarning[] warnings = CertificateWarnings.Find(
            oces, CertificateFactory.NotAfter.AddDays(-daysBefore), desktop: false).ToArray();
        Assert.Equal(says is null ? [] : ["CertificateExpiresSoon"], warnings.Select(warning => warning.Id));
        Assert.All(warnings, warning =>
        {
            Assert.Contains(says!, warning.Fact, StringComparison.Ordinal);
            Assert.Contains("https://secureftpgatewaytest.skat.dk", warning.Advice, StringComparison.Ordinal);
            Assert.Contains("gateway password does not change", warning.Advice, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData(true, false, false)]
    [InlineData(false, false, true)]
    [InlineData(true, true, true)]
    public void The_issuing_CA_must_be_at_hand_and_for_Windows_PowerShell_in_the_store(bool inFile, bool desktop, bool warned)
    {
        using OcesCertificate oces = Load(CertificateFactory.Production, inFile);
        CertificateWarning[] warnings = CertificateWarnings.Find(oces, Valid, desktop).ToArray();
        Assert.Equal(warned ? ["IssuingAuthorityMissing"] : [], warnings.Select(warning => warning.Id));
        Assert.Equal(
            warned && desktop, warnings.Any(warning => warning.Advice!.Contains("certutil -user -addstore CA", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_issuing_CA_in_the_store_is_at_hand()
    {
        using OcesCertificate oces = Load(CertificateFactory.Private, false);
        using X509Store store = new(StoreName.CertificateAuthority, StoreLocation.CurrentUser);
        store.Open(OpenFlags.ReadWrite);
        store.Add(CertificateFactory.Private.Authority);
        try
        {
            Assert.Empty(CertificateWarnings.Find(oces, Valid, desktop: true));
            Assert.True(CertificateChain.IsComplete(oces));
        }
        finally
        {
            store.Remove(CertificateFactory.Private.Authority);
        }

        Assert.False(CertificateChain.IsComplete(oces));
    }

    private static OcesCertificate Load(CertificateFactory factory, bool withChain) => OcesCertificate.FromCertificate(
        factory.Issue(CertificateFactory.OrganisationName()), withChain ? [factory.Authority, factory.Root] : null);
}
