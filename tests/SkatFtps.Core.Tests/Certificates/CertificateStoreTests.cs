using System;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using SkatFtps.Core.Tests.Support;
using Xunit;

namespace SkatFtps.Core.Tests.Certificates;

public sealed class CertificateStoreTests
{
    private const string Unknown = "0123456789abcdef0123456789ABCDEF01234567";

    [Fact]
    public void A_certificate_in_the_users_store_is_found_by_any_spelling_of_its_thumbprint()
    {
        using X509Certificate2 leaf = CertificateFactory.Production.Issue(CertificateFactory.OrganisationName());
        using X509Store store = new(StoreName.My, StoreLocation.CurrentUser);
        store.Open(OpenFlags.ReadWrite);
        store.Add(leaf);
        try
        {
            string spaced = "\u200E" + string.Join(" ", leaf.Thumbprint.ToLowerInvariant().Chunk(2).Select(pair => new string(pair)));
            foreach (string thumbprint in new[] { leaf.Thumbprint, spaced, spaced.Replace(' ', ':') })
            {
                using OcesCertificate oces = OcesCertificate.FromStore(thumbprint);
                Assert.Equal(leaf.Thumbprint, oces.Thumbprint);
                oces.ProveKey();
            }
        }
        finally
        {
            store.Remove(leaf);
        }
    }

    [Fact]
    public void A_certificate_in_the_store_without_key_is_refused_for_that()
    {
        using X509Certificate2 leaf = CertificateFactory.Production.IssueWithoutKey(CertificateFactory.PersonName());
        using X509Store store = new(StoreName.My, StoreLocation.CurrentUser);
        store.Open(OpenFlags.ReadWrite);
        store.Add(leaf);
        try
        {
            Assert.Equal("CertificateHasNoPrivateKey", Refusal(leaf.Thumbprint).ErrorId);
        }
        finally
        {
            store.Remove(leaf);
        }
    }

    [Fact]
    public void An_unknown_thumbprint_is_not_found_and_the_stores_are_named()
    {
        CertificateException e = Refusal(Unknown);
        Assert.Equal("CertificateNotFound", e.ErrorId);
        Assert.Contains("CurrentUser", e.Message, StringComparison.Ordinal);
        Assert.Contains("LocalMachine", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("client.p12")]
    [InlineData("0123456789abcdef0123456789ABCDEF0123456")]
    [InlineData("0123456789abcdef0123456789ABCDEF0123456g")]
    public void What_is_no_thumbprint_is_refused_before_any_store(string thumbprint) =>
        Assert.Equal("CertificateThumbprintInvalid", Refusal(thumbprint).ErrorId);

    private static CertificateException Refusal(string thumbprint) =>
        Assert.Throws<CertificateException>(() => OcesCertificate.FromStore(thumbprint));
}
