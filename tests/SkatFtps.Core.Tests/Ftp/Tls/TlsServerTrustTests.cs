using System;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using SkatFtps.Core.Tests.Support;
using SkatFtps.Ftp;
using Xunit;

namespace SkatFtps.Core.Tests.Ftp.Tls;

/// <summary>The judgement alone; OpenTests has the same certificates on the wire.</summary>
public sealed class TlsServerTrustTests
{
    private static readonly TlsServerTrust Root = TlsServerTrust.Roots(new X509Certificate2Collection(TlsTestCertificates.Root));

    [Fact]
    public void A_certificate_of_the_root_is_trusted_although_the_system_knows_it_not()
    {
        Assert.Null(Judge(Root, TlsTestCertificates.Server, SslPolicyErrors.RemoteCertificateChainErrors));
    }

    [Fact]
    public void Any_of_several_roots_will_do()
    {
        var both = TlsServerTrust.Roots(new X509Certificate2Collection { TlsTestCertificates.OtherRoot, TlsTestCertificates.Root });

        Assert.Null(Judge(both, TlsTestCertificates.Server, SslPolicyErrors.RemoteCertificateChainErrors));
    }

    [Fact]
    public void The_certificate_of_another_root_is_not()
    {
        FtpsException? e = Judge(
            TlsServerTrust.Roots(new X509Certificate2Collection(TlsTestCertificates.OtherRoot)),
            TlsTestCertificates.Server,
            SslPolicyErrors.RemoteCertificateChainErrors);

        Assert.Equal(FtpsFailure.ServerCertificateUntrusted, e!.Failure);
        Assert.Contains("CN=server", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_brings_its_own_root_along_is_trusted_no_more()
    {
        using var shown = new X509Chain();
        shown.ChainPolicy.ExtraStore.Add(TlsTestCertificates.Root);
        var other = TlsServerTrust.Roots(new X509Certificate2Collection(TlsTestCertificates.OtherRoot));

        FtpsException? e = other.Judge("localhost", TlsTestCertificates.Server, shown, SslPolicyErrors.RemoteCertificateChainErrors);
        Assert.Equal(FtpsFailure.ServerCertificateUntrusted, e!.Failure);
        Assert.Contains("does not end in the root that was given", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_root_given_by_the_user_does_not_excuse_the_name()
    {
        FtpsException? e = Judge(
            Root,
            TlsTestCertificates.MisnamedServer,
            SslPolicyErrors.RemoteCertificateNameMismatch | SslPolicyErrors.RemoteCertificateChainErrors);

        Assert.Equal(FtpsFailure.ServerCertificateNameMismatch, e!.Failure);
        Assert.Contains("'localhost'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nor_the_validity()
    {
        Assert.Equal(
            FtpsFailure.ServerCertificateExpired,
            Judge(Root, TlsTestCertificates.ExpiredServer, SslPolicyErrors.RemoteCertificateChainErrors)!.Failure);
    }

    [Fact]
    public void Nor_a_certificate_that_is_for_clients_only()
    {
        Assert.Equal(
            FtpsFailure.ServerCertificateUntrusted,
            Judge(Root, TlsTestCertificates.ClientOnlyServer, SslPolicyErrors.RemoteCertificateChainErrors)!.Failure);
    }

    [Fact]
    public void An_intermediate_completes_the_chain_and_without_it_there_is_none()
    {
        using var shown = new X509Chain();
        shown.ChainPolicy.ExtraStore.Add(TlsTestCertificates.Intermediate);

        Assert.Null(Root.Judge("localhost", TlsTestCertificates.ServerByIntermediate, shown, SslPolicyErrors.RemoteCertificateChainErrors));
        Assert.Equal(
            FtpsFailure.ServerCertificateUntrusted,
            Judge(Root, TlsTestCertificates.ServerByIntermediate, SslPolicyErrors.RemoteCertificateChainErrors)!.Failure);
    }

    [Fact]
    public void A_leaf_is_no_root_of_itself()
    {
        var leaf = TlsServerTrust.Roots(new X509Certificate2Collection(TlsTestCertificates.Server));

        Assert.Equal(
            FtpsFailure.ServerCertificateUntrusted,
            Judge(leaf, TlsTestCertificates.Server, SslPolicyErrors.RemoteCertificateChainErrors)!.Failure);
    }

    [Fact]
    public void The_operating_system_decides_where_nothing_else_is_given()
    {
        Assert.Null(Judge(TlsServerTrust.OperatingSystem, TlsTestCertificates.Server, SslPolicyErrors.None));
        Assert.Equal(
            FtpsFailure.ServerCertificateUntrusted,
            Judge(TlsServerTrust.OperatingSystem, TlsTestCertificates.Server, SslPolicyErrors.RemoteCertificateChainErrors)!.Failure);
    }

    [Fact]
    public void A_thumbprint_is_that_certificate_whatever_else_is_wrong_with_it()
    {
        string thumbprint = TlsServerTrust.ThumbprintOf(TlsTestCertificates.ExpiredServer);
        var trust = TlsServerTrust.Thumbprint(thumbprint.ToLowerInvariant());

        Assert.Equal(64, thumbprint.Length);
        Assert.Null(
            Judge(
                trust,
                TlsTestCertificates.ExpiredServer,
                SslPolicyErrors.RemoteCertificateChainErrors | SslPolicyErrors.RemoteCertificateNameMismatch));
        Assert.Equal(FtpsFailure.ServerThumbprintMismatch, Judge(trust, TlsTestCertificates.Server, SslPolicyErrors.None)!.Failure);
    }

    [Fact]
    public void No_certificate_is_never_trusted()
    {
        foreach (TlsServerTrust trust in new[] { Root, TlsServerTrust.OperatingSystem, TlsServerTrust.Thumbprint(new string('0', 64)) })
        {
            Assert.Equal(
                FtpsFailure.ServerCertificateUntrusted,
                trust.Judge("localhost", null, null, SslPolicyErrors.RemoteCertificateNotAvailable)!.Failure);
        }
    }

    private static FtpsException? Judge(TlsServerTrust trust, X509Certificate2 certificate, SslPolicyErrors errors) =>
        trust.Judge("localhost", certificate, null, errors);
}
