using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using SkatFtps.Certificates;
using SkatFtps.Core.Tests.Support;
using Xunit;

namespace SkatFtps.Core.Tests.Certificates;

public sealed class CertificateFileTests
{
    [Fact]
    public void A_p12_gives_the_certificate_and_the_chain_that_leads_to_the_root()
    {
        CertificateFactory issuer = CertificateFactory.Production;
        using X509Certificate2 leaf = issuer.Issue(CertificateFactory.OrganisationName());
        using Pkcs12Sample file = new(Pkcs12Sample.Export(issuer.Root, issuer.Authority, leaf));
        using OcesCertificate oces = file.Load();

        Assert.Equal(leaf.Thumbprint, oces.Thumbprint);
        oces.ProveKey();
        Assert.Equal(
            new[] { issuer.Root.Thumbprint, issuer.Authority.Thumbprint }.Order(),
            oces.Chain.Select(c => c.Thumbprint).Order());

        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(issuer.Root);
        chain.ChainPolicy.ExtraStore.AddRange(oces.Chain);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = CertificateFactory.NotBefore.UtcDateTime.AddDays(1).ToLocalTime();
        Assert.True(chain.Build(oces.Certificate), string.Join(", ", chain.ChainStatus.Select(s => s.StatusInformation)));
        Assert.Equal(3, chain.ChainElements.Count);
    }

    [Fact]
    public void Of_two_keys_the_certificate_that_lasts_longest_is_meant()
    {
        using X509Certificate2 old = CertificateFactory.Production.Issue(
            CertificateFactory.OrganisationName(), CertificateFactory.NotAfter.AddYears(-1));
        using X509Certificate2 renewed = CertificateFactory.Production.Issue(CertificateFactory.OrganisationName());
        using Pkcs12Sample file = new(Pkcs12Sample.Export(old, renewed));
        using OcesCertificate oces = file.Load();
        Assert.Equal(renewed.Thumbprint, oces.Thumbprint);
        Assert.Empty(oces.Chain);
    }

    [Fact]
    public void A_p12_with_ber_lengths_loads()
    {
        using X509Certificate2 leaf = CertificateFactory.Production.Issue(CertificateFactory.OrganisationName());
        byte[] der = Pkcs12Sample.Export(leaf);
        Assert.Equal(0x82, der[1]);
        using Pkcs12Sample file = new([0x30, 0x80, .. der[4..], 0, 0]);
        using OcesCertificate oces = file.Load();
        Assert.Equal(leaf.Thumbprint, oces.Thumbprint);
    }

    [Theory]
    [InlineData(Pkcs12ExportPbeParameters.Pkcs12TripleDesSha1, false)]
    [InlineData(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, true)]
    public void Aes_encryption_is_seen_without_the_password(Pkcs12ExportPbeParameters encryption, bool aes)
    {
        using X509Certificate2 leaf = CertificateFactory.Production.Issue(CertificateFactory.OrganisationName());
        byte[] p12 = Pkcs12Sample.ExportAs(encryption, leaf);
        Assert.Equal(aes, Pkcs12File.UsesPbes2(p12));

        // Server 2016; 1709; a host that does not declare Windows 10; another system.
        Assert.Equal(aes ? "CertificateEncryptionNotSupported" : "CertificatePasswordWrong", Refused(new Version(10, 0, 14393)).ErrorId);
        Assert.Equal("CertificatePasswordWrong", Refused(new Version(10, 0, 16299)).ErrorId);
        Assert.Equal(aes, Refused(new Version(6, 2, 9200)).RecommendedAction!.Contains("too old", StringComparison.Ordinal));
        Assert.DoesNotContain("too old", Refused(null).RecommendedAction, StringComparison.Ordinal);
        CertificateException Refused(Version? windows) => CertificateLoader.PasswordRefused("client.p12", p12, windows, null);

        using Pkcs12Sample file = new(p12);
        file.Load().Dispose();
        CertificateException e = Assert.Throws<CertificateException>(() => file.Load("gal kode"));
        Assert.Equal("CertificatePasswordWrong", e.ErrorId);
        Assert.DoesNotContain("gal kode", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_password_at_all_is_a_wrong_one()
    {
        using X509Certificate2 leaf = CertificateFactory.Production.Issue(CertificateFactory.OrganisationName());
        using Pkcs12Sample file = new(Pkcs12Sample.Export(leaf));
        CertificateException e = Assert.Throws<CertificateException>(() => OcesCertificate.FromFile(file.FilePath, null));
        Assert.Equal("CertificatePasswordWrong", e.ErrorId);
    }

    [Fact]
    public void A_p12_without_a_password_loads_without_one()
    {
        using X509Certificate2 leaf = CertificateFactory.Production.Issue(CertificateFactory.OrganisationName());
        using Pkcs12Sample file = new(leaf.Export(X509ContentType.Pkcs12));
        using OcesCertificate oces = OcesCertificate.FromFile(file.FilePath, null);
        Assert.Equal(leaf.Thumbprint, oces.Thumbprint);
    }

    [Fact]
    public void A_p12_of_certificates_only_has_no_private_key()
    {
        CertificateFactory issuer = CertificateFactory.Production;
        using Pkcs12Sample file = new(Pkcs12Sample.Export(issuer.Root, issuer.Authority));
        Assert.Equal("CertificateHasNoPrivateKey", Refusal(file).ErrorId);
    }

    [Fact]
    public void A_missing_file_and_a_missing_folder_are_missing()
    {
        using Pkcs12Sample file = new([]);
        foreach (string path in new[] { file.FilePath + ".nope", Path.Combine(file.FilePath + ".nope", "client.p12") })
        {
            CertificateException e = Assert.Throws<CertificateException>(() => OcesCertificate.FromFile(path, null));
            Assert.Equal("CertificateFileMissing", e.ErrorId);
            Assert.Contains(path, e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_folder_in_place_of_the_file_is_unreadable()
    {
        using Pkcs12Sample file = new([]);
        CertificateException e = Assert.Throws<CertificateException>(
            () => OcesCertificate.FromFile(Path.GetDirectoryName(file.FilePath)!, null));
        Assert.Equal("CertificateFileUnreadable", e.ErrorId);
    }

    [Fact]
    public void What_is_no_p12_is_named_for_what_it_is()
    {
        using X509Certificate2 leaf = CertificateFactory.Production.Issue(CertificateFactory.OrganisationName());
        byte[] p12 = Pkcs12Sample.Export(leaf);
        (byte[] Bytes, string Says)[] table =
        [
            ([], "is empty"),
            (Encoding.ASCII.GetBytes(leaf.ExportCertificatePem()), "openssl pkcs12 -export"),
            ([.. "Bag Attributes\n"u8, .. Encoding.ASCII.GetBytes(leaf.ExportCertificatePem())], "openssl pkcs12 -export"),
            (leaf.RawData, "a .cer"),
            ([0xFE, 0xED, 0xFE, 0xED, 0, 0, 0, 2], "keytool -importkeystore"),
            ("<html>not found</html>"u8.ToArray(), "is not a p12"),
            ([0x30], "is not a p12"),
            (p12[..^1], "cut short"),
            (p12[..64], "cut short"),
        ];
        foreach ((byte[] bytes, string says) in table)
        {
            using Pkcs12Sample file = new(bytes);
            CertificateException e = Refusal(file);
            Assert.Equal("CertificateFileNotPkcs12", e.ErrorId);
            Assert.Contains(says, e.Message, StringComparison.Ordinal);
            Assert.Contains(file.FilePath, e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_p12_with_garbage_inside_cannot_be_read()
    {
        using Pkcs12Sample file = new([0x30, 0x0A, 0x02, 0x01, 0x03, 0x30, 0x05, 0x04, 0x03, 1, 2, 3]);
        Assert.Equal("CertificateFileNotPkcs12", Refusal(file).ErrorId);
    }

    [Fact]
    public void Disposing_releases_the_key_and_the_chain()
    {
        CertificateFactory issuer = CertificateFactory.Production;
        using X509Certificate2 leaf = issuer.Issue(CertificateFactory.OrganisationName());
        using Pkcs12Sample file = new(Pkcs12Sample.Export(issuer.Authority, leaf));
        OcesCertificate oces = file.Load();
        X509Certificate2 authority = oces.Chain[0];
        oces.Dispose();
        oces.Dispose();
        Assert.Equal(IntPtr.Zero, oces.Certificate.Handle);
        Assert.Equal(IntPtr.Zero, authority.Handle);
    }

    private static CertificateException Refusal(Pkcs12Sample file) =>
        Assert.Throws<CertificateException>(() => file.Load());
}
