using System;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SkatFtps.Simulator.Certificates;

/// <summary>
/// The gateway's own certificates, under a root of their own that has nothing to do with OCES; made once for each process.
/// </summary>
public static class ServerCertificates
{
    private static readonly DateTimeOffset From = DateTimeOffset.UtcNow.AddDays(-2);
    private static readonly Lazy<X509Certificate2> MadeRoot = new(() => MakeRoot("SkatFtps rehearsal server CA"));
    private static readonly ConcurrentDictionary<ServerCertificateKind, Lazy<X509Certificate2>> Made = new();

    /// <summary>What a client must trust; <c>ca.pem</c> holds it.</summary>
    public static X509Certificate2 Root => MadeRoot.Value;

    /// <summary>A server certificate with its key. Shared: do not dispose of it.</summary>
    public static X509Certificate2 Get(ServerCertificateKind kind) =>
        Made.GetOrAdd(kind, key => new Lazy<X509Certificate2>(() => Make(key))).Value;

    private static X509Certificate2 Make(ServerCertificateKind kind)
    {
        if (kind != ServerCertificateKind.Untrusted)
        {
            return Issue(kind, Root);
        }

        using X509Certificate2 stranger = MakeRoot("Unknown CA");
        return Issue(kind, stranger);
    }

    private static X509Certificate2 MakeRoot(string name)
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=" + name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(From.AddYears(-2), From.AddYears(10));
    }

    private static X509Certificate2 Issue(ServerCertificateKind kind, X509Certificate2 root)
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new(
            kind == ServerCertificateKind.WrongName ? "CN=other.example" : "CN=localhost",
            key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(root, true, false));
        request.CertificateExtensions.Add(AlternativeNames(kind));

        DateTimeOffset until = kind == ServerCertificateKind.Expired ? From.AddDays(1) : From.AddYears(2);
        using X509Certificate2 issued = request.Create(root, From.AddYears(-1), until, OcesAuthority.SerialNumber());
        using X509Certificate2 keyed = issued.CopyWithPrivateKey(key);

        // Windows cannot serve TLS with a key that was never stored; a round trip through PKCS#12 stores it.
        return new X509Certificate2(keyed.Export(X509ContentType.Pfx), (string?)null, X509KeyStorageFlags.Exportable);
    }

    private static X509Extension AlternativeNames(ServerCertificateKind kind)
    {
        SubjectAlternativeNameBuilder names = new();
        if (kind == ServerCertificateKind.WrongName)
        {
            names.AddDnsName("other.example");
            return names.Build();
        }

        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        return names.Build();
    }
}
