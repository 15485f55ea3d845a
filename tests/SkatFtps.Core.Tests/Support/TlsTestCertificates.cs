using System;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SkatFtps.Core.Tests.Support;

/// <summary>
/// A small world of certificates for TLS, made once in a run: right and wrong ones for a server named localhost, and a client's.
/// </summary>
internal static class TlsTestCertificates
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    public static X509Certificate2 Root { get; } = Authority("SkatFtps test root", null);

    public static X509Certificate2 OtherRoot { get; } = Authority("SkatFtps other root", null);

    public static X509Certificate2 Intermediate { get; } = Authority("SkatFtps test intermediate", Root);

    public static X509Certificate2 Server { get; } = Leaf("server", Root, "localhost", ServerAuthentication);

    /// <summary>As good as <see cref="Server"/>, but another one.</summary>
    public static X509Certificate2 SecondServer { get; } = Leaf("second server", Root, "localhost", ServerAuthentication);

    public static X509Certificate2 ServerByIntermediate { get; } = Leaf(
        "server by intermediate", Intermediate, "localhost", ServerAuthentication);

    public static X509Certificate2 ExpiredServer { get; } = Leaf("expired server", Root, "localhost", ServerAuthentication, expired: true);

    public static X509Certificate2 MisnamedServer { get; } = Leaf("misnamed server", Root, "elsewhere.example", ServerAuthentication);

    /// <summary>Made for clients only, shown by a server.</summary>
    public static X509Certificate2 ClientOnlyServer { get; } = Leaf("client only", Root, "localhost", ClientAuthentication);

    public static X509Certificate2 Client { get; } = Leaf("client", Intermediate, null, ClientAuthentication);

    /// <summary>The server side's certificate by the name that transcripts use.</summary>
    public static SslStreamCertificateContext ServerContext(string name)
    {
        X509Certificate2 certificate = name switch
        {
            "server" => Server,
            "second" => SecondServer,
            "expired" => ExpiredServer,
            "misnamed" => MisnamedServer,
            "client-only" => ClientOnlyServer,
            "intermediate" or "intermediate-missing" => ServerByIntermediate,
            _ => throw new ArgumentException("No certificate is called " + name, nameof(name)),
        };
        X509Certificate2Collection sent = name == "intermediate" ? new(Intermediate) : new();
        return SslStreamCertificateContext.Create(certificate, sent, offline: true);
    }

    private static X509Certificate2 Authority(string name, X509Certificate2? issuer)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return Issue(request, key, issuer, DateTimeOffset.UtcNow.AddYears(10));
    }

    private static X509Certificate2 Leaf(string name, X509Certificate2 issuer, string? host, string usage, bool expired = false)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(new OidCollection { new Oid(usage) }, false));
        if (host is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(host);
            request.CertificateExtensions.Add(names.Build());
        }

        return Issue(request, key, issuer, DateTimeOffset.UtcNow.AddDays(expired ? -1 : 365));
    }

    private static X509Certificate2 Issue(CertificateRequest request, ECDsa key, X509Certificate2? issuer, DateTimeOffset notAfter)
    {
        DateTimeOffset notBefore = DateTimeOffset.UtcNow.AddYears(-1);
        if (issuer is null)
        {
            return request.CreateSelfSigned(notBefore, notAfter);
        }

        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer, true, false));
        DateTimeOffset issuerEnd = issuer.NotAfter;
        using X509Certificate2 bare = request.Create(
            issuer,
            notBefore > issuer.NotBefore ? notBefore : issuer.NotBefore,
            notAfter < issuerEnd ? notAfter : issuerEnd,
            RandomNumberGenerator.GetBytes(16));
        using X509Certificate2 whole = bare.CopyWithPrivateKey(key);

        // Windows cannot use a key that lives in memory only for TLS; a round through PKCS #12 makes it one that it can.
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pfx), null);
    }
}
