using System;
using System.Linq;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SkatFtps.Text;

namespace SkatFtps.Ftp;

/// <summary>By what a server's certificate is trusted. There is no form that trusts anything.</summary>
public sealed class TlsServerTrust
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private readonly X509Certificate2Collection? _roots;
    private readonly string? _thumbprint;

    private TlsServerTrust(X509Certificate2Collection? roots, string? thumbprint)
    {
        _roots = roots;
        _thumbprint = thumbprint;
    }

    /// <summary>The roots of the operating system.</summary>
    public static TlsServerTrust OperatingSystem { get; } = new(null, null);

    /// <summary>
    /// These roots instead of the operating system's; name, validity and the rest of the chain are required all the same.
    /// </summary>
    public static TlsServerTrust Roots(X509Certificate2Collection roots) => new(roots, null);

    /// <summary>Exactly the certificate with this SHA-256 thumbprint (64 hexadecimal digits).</summary>
    public static TlsServerTrust Thumbprint(string sha256) => new(null, sha256);

    /// <summary>SHA-256 over the certificate, as upper-case hexadecimal digits.</summary>
    public static string ThumbprintOf(X509Certificate certificate) => Hex.Sha256(certificate.GetRawCertData());

    /// <returns>Null where the certificate is trusted, else why not.</returns>
    public FtpsException? Judge(string host, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
        {
            return new FtpsException(FtpsFailure.ServerCertificateUntrusted, "The server showed no certificate.");
        }

        if (_thumbprint is not null)
        {
            string shown = ThumbprintOf(certificate);
            return string.Equals(shown, _thumbprint, StringComparison.OrdinalIgnoreCase)
                ? null
                : new FtpsException(
                    FtpsFailure.ServerThumbprintMismatch,
                    $"The server's certificate has the SHA-256 thumbprint {shown}, not {_thumbprint}. Subject: {Subject(certificate)}.");
        }

        if ((errors & SslPolicyErrors.RemoteCertificateNameMismatch) != 0)
        {
            return new FtpsException(
                FtpsFailure.ServerCertificateNameMismatch,
                $"The server's certificate is not made out to '{host}'. Subject: {Subject(certificate)}.");
        }

        using var leaf = new X509Certificate2(certificate);
        if (leaf.NotAfter.ToUniversalTime() < DateTime.UtcNow || leaf.NotBefore.ToUniversalTime() > DateTime.UtcNow)
        {
            return new FtpsException(
                FtpsFailure.ServerCertificateExpired,
                $"The server's certificate is valid from {leaf.NotBefore:yyyy-MM-dd} to {leaf.NotAfter:yyyy-MM-dd} only. Subject:"
                    + $" {Subject(certificate)}.");
        }

        return _roots is null ? JudgeBySystem(certificate, chain, errors) : JudgeByRoots(leaf, chain, _roots);
    }

    private static FtpsException? JudgeBySystem(X509Certificate certificate, X509Chain? chain, SslPolicyErrors errors) =>
        errors == SslPolicyErrors.None ? null : Untrusted(certificate, StatusOf(chain));

    private static FtpsException? JudgeByRoots(X509Certificate2 leaf, X509Chain? shown, X509Certificate2Collection roots)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        // TrustMode does not exist on .NET Framework, so the chain may end in an unknown root, which then must be one of ours.
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
        chain.ChainPolicy.ExtraStore.AddRange(roots);
        if (shown is not null)
        {
            foreach (X509ChainElement element in shown.ChainElements)
            {
                chain.ChainPolicy.ExtraStore.Add(element.Certificate);
            }

            chain.ChainPolicy.ExtraStore.AddRange(shown.ChainPolicy.ExtraStore);
        }

        bool built = chain.Build(leaf);
        const X509ChainStatusFlags Expected = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.NoError;
        bool clean = chain.ChainStatus.All(status => (status.Status & ~Expected) == 0);
        X509Certificate2 last = chain.ChainElements[chain.ChainElements.Count - 1].Certificate;
        bool ours = roots.Cast<X509Certificate2>().Any(root => Bytes.AreSame(root.RawData, last.RawData));
        return built
            && clean
            && ours ? null : Untrusted(leaf, ours ? StatusOf(chain) : "its chain does not end in the root that was given");
    }

    private static FtpsException Untrusted(X509Certificate certificate, string why) =>
        new(FtpsFailure.ServerCertificateUntrusted, $"The server's certificate is not trusted: {why}. Subject: {Subject(certificate)};"
            + $" issuer: {Printable.Escape(certificate.Issuer)}.");

    private static string Subject(X509Certificate certificate) => Printable.Escape(certificate.Subject);

    private static string StatusOf(X509Chain? chain)
    {
        string[] words = chain is null
            ? new string[0]
            : chain.ChainStatus.Select(
                status => status.StatusInformation.Trim().TrimEnd('.')).Where(text => text.Length > 0).Distinct().ToArray();
        return words.Length == 0 ? "its chain could not be verified" : string.Join(", ", words);
    }
}
